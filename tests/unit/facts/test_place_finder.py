"""Places of the reference are found by any spelling of their names, and no others."""

import pytest

from lib.facts import reference
from lib.facts.localities import COUNTRIES
from lib.facts.place_finder import find

PLACES = reference.places()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        # With diacritics, without, in pieces of other kinds of letters.
        ("Mê Linh", "vn-hanoi.me-linh"),
        ("me linh", "vn-hanoi.me-linh"),
        ("MELINH", "vn-hanoi.me-linh"),
        ("M\u00ea\u00a0Linh", "vn-hanoi.me-linh"),
        ("Me\u0302 Linh", "vn-hanoi.me-linh"),
        ("Ðức Trọng", "vn-lam-dong.duc-trong"),
        ("Hoà Thành", "vn-tay-ninh.hoa-thanh"),
        ("Qui Nhơn", "vn-binh-dinh.quy-nhon"),
        ("Cư M’gar", "vn-dak-lak.cu-mgar"),
        ("cu mgar", "vn-dak-lak.cu-mgar"),
        # The rank before or behind, written out or not, and who else has the name.
        ("TP.Quy Nhơn", "vn-binh-dinh.quy-nhon"),
        ("TP Cao Lãnh", "vn-dong-thap.cao-lanh"),
        ("thành phố Cao Lãnh", "vn-dong-thap.cao-lanh"),
        ("huyện Cao Lãnh", "vn-dong-thap.cao-lanh-district"),
        ("Cao Lanh District", "vn-dong-thap.cao-lanh-district"),
        ("phường Cao Lãnh", "vn-dong-thap.cao-lanh-ward"),
        ("Thị xã Kỳ Anh", "vn-ha-tinh.ky-anh"),
        ("TX Kỳ Anh", "vn-ha-tinh.ky-anh"),
        ("huyện Kỳ Anh", "vn-ha-tinh.ky-anh-district"),
        ("xã Kỳ Anh", "vn-ha-tinh.ky-anh-commune"),
        ("UBND huyện Mê Linh", "vn-hanoi.me-linh"),
        ("Quận 1", "vn-ho-chi-minh-city.district-1"),
        ("quan 12", "vn-ho-chi-minh-city.district-12"),
        ("District 7, HCMC", "vn-ho-chi-minh-city.district-7"),
        ("Xã A Lưới 1", "vn-hue.a-luoi-1"),
        # One name in several provinces.
        ("Châu Thành, Kiên Giang", "vn-kien-giang.chau-thanh"),
        ("huyện Châu Thành, tỉnh Bến Tre", "vn-ben-tre.chau-thanh"),
        ("Chau Thanh (Tra Vinh)", "vn-tra-vinh.chau-thanh"),
        ("Me Linh Ha Noi", "vn-hanoi.me-linh"),
        ("thị xã Sơn Tây, TP Hà Nội, Việt Nam", "vn-hanoi.son-tay"),
        ("huyện Sơn Tây, Quảng Ngãi", "vn-quang-ngai.son-tay"),
        ("Sakai, Osaka, Japan", "jp-osaka.sakai"),
        ("Sakai-cho, Ibaraki-ken", "jp-ibaraki.sakai"),
        ("Sakai Fukui", "jp-fukui.sakai"),
        ("大阪府堺市", "jp-osaka.sakai"),
        ("大阪府、堺市", "jp-osaka.sakai"),
        ("広島県府中町", "jp-hiroshima.fuchu-town"),
        ("広島県府中市", "jp-hiroshima.fuchu"),
        ("東京都府中市", "jp-tokyo.fuchu"),
        ("千葉県市川市", "jp-chiba.ichikawa"),
        ("佐賀県佐賀市", "jp-saga.saga"),
        # The ranks of Japan, kana, width, long vowels.
        ("八千代市", "jp-chiba.yachiyo"),
        ("八千代町", "jp-ibaraki.yachiyo"),
        ("Yachiyo-machi", "jp-ibaraki.yachiyo"),
        ("川上村, 長野県", "jp-nagano.kawakami"),
        ("Kawakami village, Nara", "jp-nara.kawakami"),
        ("港区", "jp-tokyo.minato"),
        ("Minato City", "jp-tokyo.minato"),
        ("四日市", "jp-mie.yokkaichi"),
        ("よっかいちし", "jp-mie.yokkaichi"),
        ("ヨッカイチ", "jp-mie.yokkaichi"),
        ("Ｙｏｋｋａｉｃｈｉ", "jp-mie.yokkaichi"),
        ("ﾖｯｶｲﾁ", "jp-mie.yokkaichi"),
        ("Kōriyama", "jp-fukushima.koriyama"),
        ("Kooriyama-shi", "jp-fukushima.koriyama"),
        ("Kohriyama", "jp-fukushima.koriyama"),
        ("Tamba Sasayama", "jp-hyogo.tambasasayama"),
        ("ハロン", "vn-quang-ninh.ha-long"),
        # Communes of before July 2025, by their district or with what the province is now.
        ("Tân Lập, Đan Phượng", "vn-hanoi.tan-lap-dan-phuong"),
        ("xã Tân Lập, huyện Đan Phượng, TP Hà Nội", "vn-hanoi.tan-lap-dan-phuong"),
        ("tan lap dan phuong", "vn-hanoi.tan-lap-dan-phuong"),
        ("Tan Lap Commune, Dan Phuong District", "vn-hanoi.tan-lap-dan-phuong"),
        ("Tân Lập (Bắc Quang, Hà Giang)", "vn-ha-giang.tan-lap-bac-quang"),
        ("Tân Lập, Tuyên Quang", "vn-ha-giang.tan-lap-bac-quang"),
        ("Phường 1, Đà Lạt", "vn-lam-dong.ward-1-da-lat"),
        ("P.1, TP. Đà Lạt", "vn-lam-dong.ward-1-da-lat"),
        ("Ward 1, Da Lat", "vn-lam-dong.ward-1-da-lat"),
        ("Phường 4, Q.10", "vn-ho-chi-minh-city.ward-4-district-10"),
        ("Phường III, Vị Thanh", "vn-hau-giang.ward-iii-vi-thanh"),
        ("phường Trúc Bạch", "vn-hanoi.truc-bach-ba-dinh"),
        ("thị trấn Sa Rài", "vn-dong-thap.sa-rai-tan-hong"),
        ("TT. Ba Tơ", "vn-quang-ngai.ba-to-ba-to-21484"),
        ("D’Ran Township", "vn-lam-dong.dran-don-duong"),
        ("Chan May-Lang Co", "vn-hue.chan-may-lang-co"),
        # Names that are a province's too, and what is no name.
        ("Lạng Sơn", "vn-lang-son"),
        ("TP Lạng Sơn", "vn-lang-son.lang-son"),
        ("Hồ Chí Minh", "vn-ho-chi-minh-city"),
        ("xyzzy", ""),
        ("", ""),
        (" ., ", ""),
        ("市", ""),
        ("Việt Nam", ""),
    ],
)
def test_a_place_is_found_by_any_spelling(text, first):
    assert [place.id for place in find(text, 1)] == [first][: bool(first)]


def test_every_place_is_found_by_its_own_name_and_province():
    for key, place in PLACES.items():
        if not place.parent_id or not key.endswith("ya"):  # A part of them, to be quick.
            continue
        own = COUNTRIES[place.country].lang
        text = f"{place.own_name}, {PLACES[place.parent_id].name(own)}"
        alike = [each for each in find(text) if each.own_name == place.own_name]
        assert place in alike, text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # A piece of a name begins where a syllable does: hong ngu is not in t-hong ngu-yen.
        ("Hồng Ngự", {"Hồng Ngự"}),
        ("ồng Ngự", set()),
        ("ngu Hành", {"Ngũ Hành Sơn"}),
        ("Thới An Đ", {"Thới An Đông"}),
        ("Nông Cốn", {"Nông Cống"}),
        ("Hồ Chí Mi", {"Thành phố Hồ Chí Minh"}),
        ("âp Bông", set()),
        # The rank of the other country is none here: son is no village.
        ("Lâm Sơn", {"Lâm Sơn", "Lam Sơn"}),
        ("Trường Sơn", {"Trường Sơn"}),
        ("Đông Anh", {"Đông Anh"}),
    ],
)
def test_no_name_is_offered_for_letters_out_of_its_middle(text, names):
    assert {place.name_vi for place in find(text, 1000)} == names


def test_what_is_begun_offers_what_it_may_become():
    assert {"jp-mie.yokkaichi"} == {place.id for place in find("yokk")}
    names = {place.name_en for place in find("Nha Tr")}
    assert names == {"Nha Trang", "Bac Nha Trang", "Nam Nha Trang", "Tay Nha Trang"}
    assert len(find("dong")) == 20
    assert len(find("dong", 3)) == 3
