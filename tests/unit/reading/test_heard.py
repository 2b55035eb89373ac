"""Units of Vietnam by names that Japanese writes by ear, and communes that act."""

import pytest

from lib.facts.dataset import Dataset
from lib.reading import read
from lib.reading.atlas import Atlas
from lib.reading.heard import heard_as

# A province, what is written of one of its units, and the end of that unit's id; "" if none.
HEARD = (
    ("hai-duong", "チーリン", "chi-linh"),
    ("hai-duong", "ナムサク", "nam-sach"),
    ("ca-mau", "ナムカン", "nam-can"),
    ("son-la", "モクチャウ", "moc-chau"),
    ("lam-dong", "ドンズオン", "don-duong"),
    ("quang-nam", "ディエンバン", "dien-ban"),
    ("quang-ninh", "ウオンビ", "uong-bi"),
    ("binh-duong", "トゥーザウモット", "thu-dau-mot"),
    ("binh-duong", "ディーアン", "di-an"),
    ("khanh-hoa", "ニャチャン", "nha-trang"),
    ("yen-bai", "ギアロ", "nghia-lo"),
    ("hanoi", "タックタット", "thach-that"),
    ("hai-duong", "ナムカン", ""),
    ("quang-nam", "チーリン", ""),
    ("bac-ninh", "ハロン", ""),
)


@pytest.fixture(scope="module")
def atlas(dataset: Dataset) -> Atlas:
    return Atlas(dataset)


@pytest.mark.parametrize(("province", "written", "unit"), HEARD)
def test_a_unit_is_known_by_how_its_name_sounds(
    atlas: Atlas, province: str, written: str, unit: str
) -> None:
    own = [(name, place) for name, place in atlas.units if place.parent == f"vn-{province}"]
    found = heard_as(written, own, least=76)
    assert (found.id if found else "") == (f"vn-{province}.{unit}" if unit else "")


# Of a unit that is named without its province, that of another country, and one that no table has.
TEXTS: tuple[tuple[str, list[str]], ...] = (
    ("鯖江市は6月18日、ベトナムのチーリン市と覚書を交わした。", ["vn-hai-duong.chi-linh"]),
    ("鯖江市は6月18日、ハイズオン省のチーリン市と覚書を交わした。", ["vn-hai-duong.chi-linh"]),
    ("鯖江市は6月18日、カマウ省ナムカン県と覚書を交わした。", ["vn-ca-mau.nam-can"]),
    ("鯖江市は6月18日、ベトナムでなくモンゴルのウランバートル市と覚書を交わした。", []),
    ("鯖江市は6月18日、ハイズオン省のポケモン市と覚書を交わした。", []),
)


@pytest.mark.parametrize(("text", "units"), TEXTS)
def test_units_heard_act(dataset: Dataset, text: str, units: list[str]) -> None:
    drafts = read(text, published=None, data=dataset).drafts
    assert [draft.vn.value for draft in drafts] == units


COMMUNES = (
    ("UBND xã Bát Tràng (thành phố Hà Nội)", "vn-hanoi.bat-trang"),
    ("Ủy ban nhân dân xã Bát Tràng (Hà Nội)", "vn-hanoi.bat-trang"),
    ("Chính quyền phường Bạch Mai, thành phố Hà Nội", "vn-hanoi.bach-mai"),
    ("UBND thành phố Hà Nội", "vn-hanoi"),
    ("UBND xã Không Đâu (thành phố Hà Nội)", ""),
)


@pytest.mark.parametrize(("who", "unit"), COMMUNES)
def test_a_commune_acts_where_its_committee_does(dataset: Dataset, who: str, unit: str) -> None:
    text = f"{who} và thành phố Tajimi (tỉnh Gifu) đã ký bản ghi nhớ ngày 8/11/2025."
    drafts = read(text, published=None, data=dataset).drafts
    assert [draft.vn.value for draft in drafts] == ([unit] if unit else [])


def test_a_commune_is_only_where_something_is(dataset: Dataset) -> None:
    text = (
        "Ngày 8/11/2025, tại xã Bát Tràng, UBND thành phố Hà Nội và thành phố Tajimi (tỉnh Gifu) "
        "đã ký bản ghi nhớ."
    )
    drafts = read(text, published=None, data=dataset).drafts
    assert [draft.vn.value for draft in drafts] == ["vn-hanoi"]
