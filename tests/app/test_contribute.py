"""The form for contributions: each wish is sent and read back; nothing that was typed is lost."""

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.inbox import post, store
from lib.inbox.states import State
from lib.inbox.submission import Wish
from lib.language.i18n import LANGUAGES, words
from lib.site.pages import WISHES
from lib.ui.contributions import places
from tests import stores
from tests.app import html
from tests.app.opening import opened
from tests.unit.strategies import index

PAGE = "contribute.py"
URL = "https://www.pref.kagawa.lg.jp/kokusai/oboegaki-2026.html"


@pytest.fixture(autouse=True)
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store of the test's own, and a fixed day."""
    monkeypatch.setenv("VJ_TODAY", "2026-11-27")
    monkeypatch.setenv("VJ_DATABASE", stores.sqlite(tmp_path / "inbox.db"))


def field(test: AppTest, path: str):
    """The widget of a field, whichever kind it is and however often it was replaced."""
    name = f"c_{path.replace('.', '_')}"
    kinds = (test.text_input, test.text_area, test.selectbox, test.multiselect, test.button_group)
    return next(
        widget
        for kind in kinds
        for widget in kind
        if re.fullmatch(rf"{name}(-\d+)?", str(widget.key))
    )


def fill(test: AppTest, **texts: object) -> AppTest:
    """Put texts into fields, one commit after the other; "__" stands for the dot of a path."""
    for name, value in texts.items():
        field(test, name.replace("__", ".")).set_value(value).run()
        assert not test.exception
    return test


def typed(test: AppTest, path: str, text: str) -> None:
    """Type a text into a list that takes others than its own."""
    picker = field(test, path)
    picker.options.append(text)
    picker.set_value(text).run()
    assert not test.exception


def source(test: AppTest, url: str = URL) -> AppTest:
    return fill(test, sources__0__url=url, sources__0__supports="日付と当事者")


def send(test: AppTest) -> AppTest:
    test.button(key="contribution_send").click().run()
    assert not test.exception
    return test


def messages(test: AppTest) -> list[str]:
    """What is said of fields and of what is missing."""
    return [" ".join(" ".join(e.itertext()).split()) for e in html.having(test, "vj-problem")]


def token(test: AppTest) -> str:
    given = test.query_params["receipt"]
    return given if isinstance(given, str) else given[0]


def filled_in(test: AppTest) -> AppTest:
    """A new fact with all that it needs."""
    texts = {
        "event__kind": "mou",
        "event__date": "2026年8月29日",
        "event__title": "経済協力に関する覚書",
        "event__summary": "両者は経済協力に関する覚書を締結した。",
    }
    return source(fill(test, **texts))


def test_the_address_and_the_inbox_mean_the_same_wishes() -> None:
    assert tuple(map(str, Wish)) == WISHES


def test_a_new_fact_is_sent_and_read_back() -> None:
    test = filled_in(opened(PAGE, lang="ja", vn="vn-hai-phong", jp="jp-kagawa"))
    assert not messages(test)
    # As the record will look: below the form.
    assert "経済協力に関する覚書" in [each.value for each in test.header]
    standing = post.standing(token(send(test)))
    sent = standing.proposal
    assert (sent.wish, sent.lang, standing.state) == (Wish.NEW, "ja", State.WAITING)
    assert sent.event["date"] == "2026-08-29" and sent.event["kind"] == "mou"
    assert (sent.event["vn_id"], sent.event["jp_id"]) == ("vn-hai-phong", "jp-kagawa")
    # What the page's address tells of it was not asked for.
    assert sent.sources[0].url == URL
    assert (sent.sources[0].publisher, sent.sources[0].side) == ("香川県", "jp")
    assert standing.number in " ".join(each.value for each in test.header)
    # The form is empty again.
    test.query_params.clear()
    assert not field(opened(PAGE, lang="ja"), "event.title").value


def test_a_correction_sends_what_is_changed_alone() -> None:
    test = opened(PAGE, lang="vi", wish="correction", record="vj0141")
    field(test, "changed").set_value(["date", "title"]).run()
    assert field(test, "event.date").value == "2024-08-29"
    said = "\n".join(each.value for each in test.markdown)
    assert words("vi").date("2024-08-29") in said, "the present value stands beside the new one"
    fill(test, event__date="30/8/2024")
    sent = post.standing(token(send(source(test)))).proposal
    assert (sent.wish, sent.record, sent.event) == (
        Wish.CORRECTION,
        "vj0141",
        {"date": "2024-08-30"},
    )


def test_another_source_for_a_record_that_was_found_by_its_address() -> None:
    test = opened(PAGE, lang="en", wish="source")
    fill(test, record="https://example.org/r/vj0141?lang=vi")
    assert test.query_params["record"] in ("vj0141", ["vj0141"])
    sent = post.standing(token(send(source(test)))).proposal
    assert (sent.wish, sent.record, len(sent.sources)) == (Wish.SOURCE, "vj0141", 1)
    assert not sent.event


def test_that_a_place_has_none() -> None:
    test = opened(PAGE, lang="ja", wish="none")
    field(test, "event.jp_id").set_value("鳥取県").run()
    fill(test, note="国際課に照会（2026年10月）")
    sent = post.standing(token(send(test))).proposal
    assert (sent.wish, sent.event) == (Wish.NONE, {"jp_id": "jp-tottori"})
    assert "国際課" in sent.note


def test_that_something_has_ended() -> None:
    test = opened(PAGE, lang="vi", wish="ended", record="vj0141")
    fill(test, event__date="3/2026", event__summary="Hai bên thống nhất chấm dứt thỏa thuận.")
    sent = post.standing(token(send(source(test)))).proposal
    assert (sent.wish, sent.record, sent.event["date"]) == (Wish.ENDED, "vj0141", "2026-03")


NO_DATE = (
    "“{text}” was not understood as a date. Please write it as 2014, 2014-12 or 2014-12-25, as far "
    "as it is known."
)
NO_ADDRESS = "This is no address of a web page (https://…)."
NO_SIGN = "Holds a character that cannot be shown ({sign})."
# Field, what is typed there, and what is said of it.
BAD = {
    "a day that there is not": ("event.date", "31/2/2026", NO_DATE),
    "no date": ("event.date", "sometime in spring", NO_DATE),
    "markup in a date": ("event.date", "<b>2026</b>", NO_DATE),
    "no address": ("sources.0.url", "see our bulletin", NO_ADDRESS),
    "an address that runs something": ("sources.0.url", "javascript:alert(1)", NO_ADDRESS),
    "a file": ("sources.0.url", "file:///etc/passwd", NO_ADDRESS),
    "a sign that turns the line": ("event.title", "agreement \u202etnemeerga", NO_SIGN),
    "a sign that rings": ("event.summary", "signed\u0007", NO_SIGN),
    "a day to come": ("event.date", "2031", "This date lies in the future."),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_bad_input_is_told_at_its_field_in_the_readers_language(lang: str) -> None:
    test = filled_in(opened(PAGE, lang=lang, vn="vn-hai-phong", jp="jp-kagawa"))
    for name, (path, text, message) in BAD.items():
        before = field(test, path).value
        fill(test, **{path.replace(".", "__"): text})
        sign = next((f"U+{ord(c):04X}" for c in text if not c.isprintable()), "")
        expected = words(lang).gettext(message).format(text=text, sign=sign)
        assert [each for each in messages(test) if expected in each], (name, messages(test))
        # What was typed stays as it is.
        assert field(test, path).value == text
        if name != "a day to come":
            send(test)
            assert "receipt" not in test.query_params, name
        fill(test, **{path.replace(".", "__"): before})
    assert not messages(test)
    assert "receipt" in send(test).query_params


def test_what_is_missing_is_told_once_sending_was_tried() -> None:
    test = opened(PAGE, lang="vi")
    assert not messages(test)
    send(test)
    told = "\n".join(messages(test))
    for label in ("Vietnamese locality", "Japanese locality", "Kind", "Title"):
        assert words("vi").gettext(label) in told
    assert words("vi").gettext("Please fill this in.") in told
    assert "receipt" not in test.query_params


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_store_nothing_is_lost(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    test = filled_in(opened(PAGE, lang=lang, vn="vn-hai-phong", jp="jp-kagawa"))

    def gone(*_args: object, **_more: object) -> None:
        raise store.Unavailable

    monkeypatch.setattr(post, "send", gone)
    send(test)
    text = "Contributions cannot be taken in at the moment."
    assert len(test.error) == 1
    if lang == "en":
        assert text in test.error[0].value
    assert field(test, "event.title").value == "経済協力に関する覚書"
    kept = test.get("download_button")
    assert any(each.proto.id.endswith("contribution_file") for each in kept)


def test_a_kept_file_fills_the_form_again() -> None:
    test = filled_in(opened(PAGE, lang="ja", vn="vn-hai-phong", jp="jp-kagawa"))
    kept = json.dumps(
        {
            "wish": "correction",
            "record": "vj0141",
            "lang": "vi",
            "event": {"title": "Thỏa thuận giao lưu"},
            "sources": [{"url": URL, "supports": "tên văn bản"}],
            "note": "ghi chú",
        }
    )
    load(test, kept.encode())
    assert test.query_params["wish"] in ("correction", ["correction"])
    assert field(test, "event.title").value == "Thỏa thuận giao lưu"
    assert field(test, "changed").value == ["title"]
    assert field(test, "sources.0.url").value == URL and field(test, "note").value == "ghi chú"


BAD_FILES = {
    "empty": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "another file": b'{"name": "x"}',
    "an unknown wish": b'{"wish": "everything"}',
    "deep": b"[" * 5000,
    "no text": b"\xff\xfe\x00",
    "large": b" " * 300_000,
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_of_another_kind_is_refused_and_changes_nothing(name: str) -> None:
    test = opened(PAGE, lang="en", vn="vn-hai-phong", jp="jp-kagawa")
    fill(test, event__title="Memorandum")
    load(test, BAD_FILES[name])
    assert [each for each in test.warning if "Nothing was loaded" in each.value]
    assert field(test, "event.title").value == "Memorandum"


def load(test: AppTest, content: bytes) -> None:
    """Open the place for a kept file and put one in."""
    test.session_state["contribution_load"] = True
    test.run()
    test.file_uploader[0].upload("contribution.json", content, "application/json").run()
    assert not test.exception


def test_the_same_pair_and_day_is_offered_as_a_record_that_is_here() -> None:
    test = opened(PAGE, lang="en", vn="vn-hai-phong", jp="jp-kagawa")
    fill(test, event__kind="friendship_agreement", event__date="29 August 2024")
    fill(test, event__title="Exchange agreement")
    source(test)
    test.button(key="alike_vj0141").click().run()
    asked = {name: test.query_params[name] for name in ("wish", "record")}
    assert asked in ({"wish": "source", "record": "vj0141"}, {n: [v] for n, v in asked.items()})
    assert field(test, "sources.0.url").value == URL, "the source goes along"


@pytest.mark.parametrize(
    ("typed", "side", "here", "elsewhere"),
    [
        ("TP.Hải Phòng", "vn", "vn-hai-phong", ""),
        ("ハイフォン", "vn", "vn-hai-phong", ""),
        ("binh duong", "vn", "vn-binh-duong", ""),
        ("かがわ", "jp", "jp-kagawa", ""),
        ("Kagawa-ken", "jp", "jp-kagawa", ""),
        ("大阪府堺市", "jp", "jp-osaka.sakai", ""),
        # Places of which the data set has no record.
        ("huyện Đông Anh, Hà Nội", "vn", "", "vn-hanoi.dong-anh"),
        ("さぬき市", "jp", "", "jp-kagawa.sanuki"),
        # Communes of before July 2025.
        ("xã Tân Lập, huyện Đan Phượng", "vn", "", "vn-hanoi.tan-lap-dan-phuong"),
        ("P.1, Đà Lạt", "vn", "", "vn-lam-dong.ward-1-da-lat"),
        ("thi tran ba to", "vn", "", "vn-quang-ngai.ba-to-ba-to-21484"),
    ],
)
def test_places_are_found_by_any_of_their_names(
    typed: str, side: str, here: str, elsewhere: str
) -> None:
    known, others = places.meant(typed, side, index())
    assert known[:1] == [here] * bool(here)
    assert not elsewhere or others[0] == elsewhere


@pytest.mark.parametrize(
    ("chosen", "others"),
    [
        # A name with Enter after it chooses the first place of the list: whatever it was, all that
        # are named alike are at hand.
        ("jp-osaka.sakai", {"jp-fukui.sakai", "jp-ibaraki.sakai"}),
        ("jp-fukuoka", {"jp-fukuoka.fukuoka"}),
        ("jp-fukuoka.fukuoka", {"jp-fukuoka"}),
        ("vn-hue", {"vn-thua-thien-hue.hue"}),
        ("vn-ha-nam", {"vn-ninh-binh.ha-nam", "vn-hai-phong.ha-nam"}),
        ("jp-hiroshima.fuchu", {"jp-tokyo.fuchu", "jp-hiroshima.fuchu-town"}),
        ("vn-hai-phong", set()),
        # Former communes beside communes alone.
        ("vn-dong-nai", set()),
        ("vn-an-giang.my-khanh-long-xuyen", {"vn-can-tho.my-khanh-phong-dien"}),
    ],
)
def test_no_place_is_taken_without_naming_those_of_its_name(chosen: str, others: set[str]) -> None:
    assert set(places.namesakes(chosen, index())) == others


def test_the_others_of_a_name_are_a_press_away() -> None:
    test = opened(PAGE, lang="en", vn="vn-hai-phong")
    field(test, "event.jp_id").select("jp-fukuoka").run()
    test.button(key="meant_event.jp_id_jp-fukuoka.fukuoka").click().run()
    assert field(test, "event.jp_id").value == "jp-fukuoka.fukuoka"


@pytest.mark.parametrize(
    ("lang", "first"),
    [
        ("en", "Tan Lap, Krong Buk, Dak Lak · Commune · until 30 June 2025"),
        ("vi", "Tân Lập, Krông Búk, Đắk Lắk · Xã · đến 30/6/2025"),
        ("ja", "Tan Lap, Krong Buk, ダクラク省 · 村（ベトナム） · 2025年6月30日まで"),
    ],
)
def test_a_commune_of_before_2025_is_told_from_others_of_its_name(lang: str, first: str) -> None:
    test = opened(PAGE, lang=lang, jp="jp-kagawa")
    fill(test, event__date="2019-05")
    typed(test, "event.vn_id", "Tân Lập")
    offered = {str(each.key): each.label for each in test.button if "meant_event" in str(each.key)}
    # Those that there were then, and a word on how to come to one of the many others.
    assert len(offered) == 8
    assert all("2025" in label for label in offered.values())
    said = ["".join(each.itertext()) for each in html.bodies(test)]
    assert any("Tân Lập" in each and "20" in each for each in said)
    typed(test, "event.vn_id", "tan lap, dak lak")
    key = "vn-dak-lak.tan-lap-krong-buk"
    labels = {str(each.key): each.label for each in test.button}
    assert labels[f"meant_event.vn_id_{key}"] == first
    test.button(key=f"meant_event.vn_id_{key}").click().run()
    picked = field(test, "event.vn_id")
    # The list is as long as before: names are looked up here, and not sent to be searched there.
    assert picked.value == key and len(picked.options) < 200


def test_a_place_that_the_data_set_lacks_goes_along() -> None:
    test = opened(PAGE, lang="ja", vn="vn-hai-phong")
    test.session_state["contribution"].draft["event.jp_id"] = "jp-kagawa.sanuki"
    sent = post.standing(token(send(filled_in(test.run())))).proposal
    assert [place.id for place in sent.places] == ["jp-kagawa.sanuki"]
    assert sent.places[0].name_ja == "さぬき市"


def test_a_robot_that_fills_in_all_fields_sends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[object] = []
    monkeypatch.setattr(post, "send", lambda *args, **more: sent.append(args))
    test = filled_in(opened(PAGE, lang="en", vn="vn-hai-phong", jp="jp-kagawa"))
    test.text_input(key="c_home_page").set_value("https://example.org").run()
    send(test)
    assert not sent and "hidden field" in test.error[0].value
    # A person, whose browser filled it in, presses the button once more.
    assert not test.text_input(key="c_home_page").value


def test_another_language_and_another_page_leave_the_texts_as_they_are() -> None:
    test = filled_in(opened(PAGE, lang="ja", vn="vn-hai-phong", jp="jp-kagawa"))
    html.follow(test, html.find(test, label="Tiếng Việt"))
    assert field(test, "event.title").value == "経済協力に関する覚書"
    assert field(test, "event.date").value == "2026年8月29日"
    assert field(test, "event.kind").value == "mou"


def test_a_link_to_another_record_begins_anew_and_leads_back() -> None:
    test = filled_in(opened(PAGE, lang="en", vn="vn-hai-phong", jp="jp-kagawa"))
    test.query_params["wish"], test.query_params["record"] = "source", "vj0142"
    test.run()
    assert not field(test, "sources.0.url").value
    test.button(key="contribution_restore").click().run()
    assert field(test, "sources.0.url").value == URL


def test_the_sender_answers_changes_and_takes_back() -> None:
    test = send(filled_in(opened(PAGE, lang="en", vn="vn-hai-phong", jp="jp-kagawa")))
    private = token(test)
    test.text_area(key="c_message").set_value("The page moved.\nSecond line.").run()
    test.button(key="message_add").click().run()
    assert [each.text for each in post.standing(private).messages] == [
        "The page moved.\nSecond line."
    ]
    assert not test.text_area(key="c_message").value
    test.button(key="contribution_change").click().run()
    assert "receipt" not in test.query_params
    fill(test, event__title="Memorandum on trade")
    send(test)
    assert token(test) == private
    assert post.standing(private).proposal.event["title"] == "Memorandum on trade"
    test.button(key="contribution_withdraw").click().run()
    test.button(key="withdraw_yes").click().run()
    assert post.standing(private).state is State.WITHDRAWN
    assert not [each for each in test.button if each.key == "message_add"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_private_link_is_not_repeated(lang: str) -> None:
    test = opened(PAGE, lang=lang, receipt="nonsense-token")
    title = words(lang).gettext("No contribution has this private link.")
    assert [each.proto.title for each in test.warning] == [title]
    everything = "".join(str(each.proto) for each in (*test.get("html"), *test.markdown))
    shown = everything.replace("receipt=nonsense-token", "", 3)
    assert "nonsense-token" not in shown, "only the switch of languages leads to it"


@pytest.mark.parametrize(
    ("page", "params"),
    [
        ("records.py", {"record": "vj0141"}),
        ("records.py", {"jp": "jp-kagawa"}),
        ("records.py", {"vn": "vn-an-giang", "jp": "jp-hokkaido"}),
        ("locality.py", {"id": "jp-kagawa"}),
        ("evidence.py", {"jp": "jp-kagawa"}),
        ("about.py", {}),
    ],
)
def test_every_way_to_correct_leads_to_the_form_or_to_a_letter(
    page: str, params: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def ways(test: AppTest) -> int:
        links = html.having(test, "vj-go")
        to_form = [each for each in links if "/contribute?" in each.get("href", "")]
        # Those of the header and the footer, which stand on every page, ask for nothing.
        return sum(
            "vj-next" in each.get("class", "") or "wish=" in each.get("href", "")
            for each in to_form
        )

    assert ways(opened(page, lang="en", **params)) > 0
    monkeypatch.setenv("VJ_INBOX", "off")
    without = opened(page, lang="en", **params)
    assert ways(without) == 0
    assert not [each for each in html.links(without) if "contribute" in each.get("href", "")]


def test_without_an_inbox_the_page_says_so() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VJ_INBOX", "off")
        test = opened(PAGE, lang="en")
        assert [each for each in test.info if "not taken in" in each.value]
        assert not [each for each in test.button if each.key == "contribution_send"]
