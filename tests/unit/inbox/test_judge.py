"""The rules of the data package say what is wrong with a proposal, at its field."""

import shutil
from datetime import date

import pytest

from lib import checks
from lib.checks import files as check_files
from lib.facts.dataset import DATA_FOLDER, load_dataset
from lib.inbox import draft, files, houses, judge
from lib.inbox.likely import DAY, KIND, PAGE, PAIR, TITLE, likely
from lib.inbox.problem import errors
from lib.inbox.rows import changes, event_id, preview, rows
from lib.inbox.rule_words import _WORDS
from lib.inbox.submission import Proposal, Refused, Wish, read
from lib.language.i18n import LANGUAGES, words
from tests.unit.inbox.conftest import NEW
from tests.unit.strategies import data

TODAY = date(2026, 11, 26)
CELLS: dict[str, str] = NEW["event"]  # type: ignore[assignment]
SOURCE: dict[str, str] = NEW["sources"][0]  # type: ignore[index]
JA = {
    "title": "覚書の締結",
    "summary": "両者は貿易交流に関する覚書を締結した。",
    "sources.0.supports": "両者は覚書を締結した",
}
EN = {
    "title": "Memorandum signed",
    "summary": "Both sides signed a memorandum on trade.",
    "sources.0.supports": "both sides signed a memorandum",
}


def of_record(key: str = "vj0141") -> dict[str, str]:
    row = files.table(data(), "events")[key,]
    return {column: row[column] for column in ("vn_id", "jp_id", "kind", "date", "title")}


def new(**cells: str) -> Proposal:
    return read({**NEW, "event": {**CELLS, **cells}})


def fix(**cells: str) -> Proposal:
    return read({"wish": "correction", "lang": "en", "record": "vj0141", "event": cells})


def with_source(**changed: str) -> Proposal:
    return read({**NEW, "sources": [{**SOURCE, **changed}]})


KNOWN = str(data().sources["url"].iloc[5])
_OF_IT = data().evidence["source_id"][data().evidence["event_id"] == "vj0141"]
CITED = str(data().sources["url"][_OF_IT.iloc[0]])
IN_JAPANESE = read(
    {
        **{**NEW, "lang": "ja", "sources": [{**SOURCE, "supports": "覚書"}]},
        "event": {**CELLS, "title": "Agreement", "summary": JA["summary"]},
    }
)
# Each a proposal, and its errors: field and rule, or the words of one that no rule says.
WRONG = {
    "kind": (new(kind="treaty"), {("event.kind", "foreign-key")}),
    "signatory": (new(signatory="king"), {("event.signatory", "constraint")}),
    "field": (new(fields="trade;weather"), {("event.fields", "unknown-field")}),
    "place": (new(vn_id="vn-nowhere"), {("event.vn_id", "foreign-key")}),
    "unit of later": (new(vn_id="vn-hue"), {("event.vn_id", "before-unit")}),
    "unit of before": (new(vn_id="vn-binh-duong", date="2026"), {("event.vn_id", "after-unit")}),
    "term": (new(valid_until="2013"), {("event.valid_until", "term")}),
    "no date": (new(date=""), {("event.date", "undated")}),
    "no summary": (new(summary=""), {("event.summary", "required")}),
    "formula": (new(title="=HYPERLINK(1)"), {("event.title", "formula")}),
    "full-width formula": (new(title="＝1+1"), {("event.title", "formula")}),
    "markup": (new(summary="a <script>x</script> b"), {("event.summary", "markup")}),
    "entity": (new(title="a &lt; b"), {("event.title", "markup")}),
    "status": (new(status="maybe"), {("event.status", "constraint")}),
    "renewal": (new(kind="renewal"), {("event.renews", "renewal-of-nothing")}),
    "renews": (new(kind="renewal", renews="vj0141"), {("event.renews", "renews")}),
    "end of nothing": (
        new(kind="ended", status="ended", jp_id="jp-tottori"),
        {("event.kind", "end-of-nothing")},
    ),
    "parties": (
        new(vn_party="A", jp_party="B", signatory="government"),
        {("event.signatory", "signatory")},
    ),
    "tie with a date": (new(kind="tie"), {("event.kind", "dated-tie")}),
    "the same": (
        read({**NEW, "lang": "en", "event": {**CELLS, **of_record(), "summary": "Text."}}),
        {("", "duplicate-event")},
    ),
    "source": (
        with_source(kind="rumour", lang="xx"),
        {("sources.0.kind", "constraint"), ("sources.0.lang", "language")},
    ),
    "unknown publisher": (
        with_source(url="https://example.com/", publisher=""),
        {("sources.0.kind", "required"), ("sources.0.publisher", "required")},
    ),
    "context alone": (with_source(relation="context"), {("sources", "event-without-support")}),
    "Japanese": (IN_JAPANESE, {("event.title", "japanese")}),
    "translation": (
        read({**NEW, "translations": {"ja": {**JA, "title": "Oboegaki"}}}),
        {("translations.ja.title", "japanese")},
    ),
    "no record": (
        read({"wish": "source", "lang": "en", "record": "vj9999", "sources": [SOURCE]}),
        {("record", "There is no record of this number.")},
    ),
    "cited": (
        read(
            {
                "wish": "source",
                "lang": "en",
                "record": "vj0141",
                "sources": [{"url": CITED + "#top"}],
            }
        ),
        {("sources.0.url", "The record cites this page already.")},
    ),
    "twice": (
        read({**NEW, "sources": [SOURCE, {**SOURCE, "url": SOURCE["url"] + "/"}]}),
        {("sources.1.url", "This page is named twice.")},
    ),
    "no change": (fix(date=of_record()["date"]), {("event", "The record says this already.")}),
    "corrected date": (fix(date="2014-02", valid_until="2001"), {("event.valid_until", "term")}),
    "none of nowhere": (
        read({"wish": "none", "lang": "en", "event": {"jp_id": "jp-nowhere"}}),
        {("event.jp_id", "This place is not known here.")},
    ),
}


def told(proposal: Proposal) -> set[tuple[str, str]]:
    found = set()
    for each in errors(judge.problems(data(), proposal, TODAY)):
        assert all(each.message(lang) for lang in LANGUAGES)
        rule = next((name for name, text in _WORDS.items() if text == each.text), each.text)
        found.add((each.field, rule))
    return found


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_at_its_field(case):
    proposal, expected = WRONG[case]
    said = {(field, _WORDS.get(rule, rule)) for field, rule in expected}
    assert {(field, _WORDS.get(rule, rule)) for field, rule in told(proposal)} == said


SOUND = {
    "new": read(NEW),
    "in three languages": read({**NEW, "translations": {"ja": JA, "en": EN}}),
    "of a place of the reference": new(jp_id="jp-aichi.agui"),
    "correction": fix(date="2024-08"),
    "another source": read(
        {
            "wish": "source",
            "lang": "ja",
            "record": "vj0141",
            "sources": [{"url": "https://www.pref.kagawa.lg.jp/x", "supports": "覚書"}],
        }
    ),
    "a known source": read(
        {
            "wish": "source",
            "lang": "en",
            "record": "vj0141",
            "sources": [{"url": KNOWN, "supports": "x"}],
        }
    ),
    "ended": read(
        {
            "wish": "ended",
            "lang": "en",
            "record": "vj0141",
            "event": {"date": "2025-03", "summary": "It was ended."},
            "sources": [SOURCE],
        }
    ),
    "none": read({"wish": "none", "lang": "en", "event": {"vn_id": "vn-hue"}}),
    "a name with an apostrophe": new(title="Ký với Côte d’Azur & O'Brien"),
}


@pytest.mark.parametrize(
    "key",
    [
        "vn-dak-lak.tan-lap-krong-buk",  # one of two of its name
        "vn-hanoi.truc-bach-ba-dinh",  # a ward
        "vn-lam-dong.ward-1-da-lat",  # with a number
        "vn-hau-giang.ward-iii-vi-thanh",
        "vn-quang-ngai.ba-to-ba-to-21484",  # a township, called like a commune of its district
        "vn-lao-cai.sa-pa-sa-pa-03002",  # told from another by a mark alone
        "vn-khanh-hoa.sinh-ton-truong-sa",  # without coordinates
        "vn-lam-dong.dran-don-duong",
        "vn-hue.phu-loc-phu-loc",  # older than the municipality
        # Districts of before, with a number and in Hue.
        "vn-ho-chi-minh-city.district-1",
        "vn-hue.a-luoi",
    ],
)
def test_a_unit_that_ended_in_2025_is_of_acts_before_then_alone(key):
    for when, expected in (("2025-06-30", set()), ("2019", set()), ("2025-07-01", {"after-unit"})):
        given = draft.place(data(), key)
        proposal = read({**NEW, "event": {**CELLS, "vn_id": key, "date": when}, "places": [given]})
        wrong = {each for each in told(proposal) if each[0] in ("event.vn_id", "event.date")}
        assert wrong == {("event.vn_id", rule) for rule in expected}, when
    # Nothing is wrong with its row, nor with what is said of its end.
    assert told(read({**NEW, "event": {**CELLS, "vn_id": key, "date": "2014-12"}})) == set()


@pytest.mark.parametrize("column", ["kind", "signatory", "status", "extension", "confidence"])
@pytest.mark.parametrize("typed", ["0000", "9999-12-32", "2023-02-29", "vj0141", "x 2014-13"])
def test_what_looks_like_a_day_or_a_record_is_told_like_any_other(column, typed):
    assert {field for field, _rule in told(new(**{column: typed}))} == {f"event.{column}"}


@pytest.mark.parametrize("case", SOUND)
def test_what_is_sound_passes_and_is_drawn(case):
    proposal = SOUND[case]
    assert told(proposal) == set()
    drawn, key = preview(data(), proposal)
    if case != "none":
        assert key == event_id(data(), proposal)
        assert drawn.event(key).sources >= 1
        assert drawn.edition != data().edition
    else:
        assert key == "" and drawn.edition == data().edition


@pytest.mark.parametrize("wish", [*Wish])
@pytest.mark.parametrize("text", ["=1+1", "<img src=x onerror=1>", "a\u200bb [x](javascript:1)"])
@pytest.mark.parametrize("column", ["title", "summary", "vn_party", "status_note"])
def test_what_is_said_in_passing_gets_into_no_row_unjudged(wish, column, text):
    """Also what the kind of contribution has no place for."""
    raw: dict[str, object] = {
        **NEW,
        "wish": str(wish),
        "lang": "en",
        "event": {**CELLS, "title": "", column: text},
        "sources": [{"url": CITED, "publisher": SOURCE["publisher"]}],
        **({} if wish in (Wish.NEW, Wish.NONE) else {"record": "vj0163"}),
    }
    try:
        proposal = read(raw)
    except Refused:
        return
    if not errors(judge.problems(data(), proposal, TODAY)):
        made = rows(data(), proposal, fill=True).values()
        assert text not in {cell for each in made for row in each for cell in row.values()}


def test_a_rule_in_words_is_one_that_there_is():
    assert set(_WORDS) <= set(checks.RULES)
    for text in set(_WORDS.values()):
        assert len({words(lang).gettext(text) for lang in LANGUAGES}) == len(LANGUAGES), text


def test_with_all_translations_its_rows_pass_all_checks(tmp_path):
    """Of the whole package, as it would be published."""
    proposal = SOUND["in three languages"]
    folder = tmp_path / "data"
    shutil.copytree(DATA_FOLDER, folder, ignore=shutil.ignore_patterns("build", "versions"))
    for path, content in files.applied(data(), rows(data(), proposal)).items():
        (folder / path).write_bytes(content)
    read_, unreadable = check_files.read(folder, TODAY)
    assert not unreadable
    # Rows are new against the version that is noted, which publishing notes anew.
    found = [each for each in checks.check_data(read_) if each.severity == "error"]
    assert found == []
    grown = load_dataset(folder)
    key = event_id(data(), proposal)
    assert (grown.event(key).title_vi, grown.event(key).title_ja) == (CELLS["title"], JA["title"])
    assert len(grown.events) == len(data().events) + 1


def test_tables_are_written_as_they_stand():
    for name, table in data().package.tables.items():
        written = files.applied(data(), {name: []})[table.path]
        assert written == data().files[table.path], name


def test_a_change_is_one_line():
    before = data().files["events.csv"].splitlines()
    after = files.applied(data(), rows(data(), fix(date="2024-08")))["events.csv"].splitlines()
    assert len(before) == len(after)
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
    assert [*changes(data(), fix(date="2024-08"))] == [
        ("en", "date", of_record()["date"], "2024-08")
    ]


def test_a_text_is_corrected_in_its_language_alone():
    proposal = read(
        {
            "wish": "correction",
            "lang": "ja",
            "record": "vj0141",
            "event": {"title": "交流協定の締結"},
        }
    )
    assert [(lang, column) for lang, column, *_ in changes(data(), proposal)] == [("ja", "title")]


def test_a_page_is_found_again_however_its_address_is_written():
    url = KNOWN.partition("://")[2]
    for written in (
        f"https://{url}",
        f"http://{url}#part",
        f"http://www.{url.removeprefix('www.')}",
    ):
        assert houses.source_id(data(), written) == data().sources.index[5], written
    assert houses.source_id(data(), f"{KNOWN}?page=2") == ""


def test_the_publisher_of_a_known_host_is_known():
    row = data().sources.iloc[5]
    host = KNOWN.split("/")[2]
    told_ = houses.house(data(), f"https://{host}/another/page")
    assert told_["publisher"] and told_["publisher_id"] and told_["kind"] == row["kind"]
    assert houses.house(data(), "https://www.pref.nowhere.lg.jp/")["kind"] == "official"
    assert houses.house(data(), "https://example.vn/")["side"] == "vn"


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({}, {PAIR, DAY, KIND, TITLE}),
        ({"title": "Something quite different"}, {PAIR, DAY, KIND}),
        ({"date": "2024-09", "kind": "visit"}, {PAIR, TITLE}),
        ({"date": "2024", "kind": "visit", "title": "Other"}, {PAIR}),
    ],
)
def test_the_record_that_it_may_be_about_comes_first(changed, reasons):
    cells = of_record() | {"summary": "Text."} | changed
    raw = {**NEW, "lang": "en", "event": cells}
    first = likely(data(), read(raw))[0]
    assert first.event_id == "vj0141" and reasons <= set(first.reasons)


def test_a_shared_page_speaks_for_a_record_and_another_pair_does_not():
    cells = of_record() | {"summary": "x", "title": "Other"}
    raw = {**NEW, "lang": "en", "event": cells}
    cited = likely(data(), read({**raw, "sources": [{"url": CITED}]}))
    assert cited[0].event_id == "vj0141" and PAGE in cited[0].reasons
    assert cited[0].score > likely(data(), read(raw))[0].score
    assert likely(data(), read(NEW)) == []
    assert likely(data(), fix(date="2024-08")) == []


@pytest.mark.parametrize(
    ("vn", "day"),
    [
        ("vn-nam-dinh.truc-ninh", "2024-05"),
        ("vn-lam-dong.don-duong", "2024"),
        ("vn-hanoi.me-linh", "2024-05-06"),
        ("vn-hai-phong", "2025"),
        ("vn-lao-cai.viet-hong", "2026-03"),
        ("vn-dong-thap.hong-ngu-ward", "2025-08-01"),
    ],
)
@pytest.mark.parametrize("jp", ["jp-osaka.sakai", "jp-okayama.satosho"])
def test_a_place_that_the_data_set_lacks_can_be_a_party(vn, day, jp):
    given = {
        "wish": "new",
        "lang": "vi",
        "event": {
            "vn_id": vn,
            "jp_id": jp,
            "kind": "mou",
            "signatory": "government",
            "date": day,
            "title": "Ký biên bản ghi nhớ hợp tác",
            "summary": "Hai bên ký biên bản ghi nhớ.",
        },
        "sources": [
            {
                "url": "https://example.org/a",
                "publisher": "Báo A",
                "kind": "press",
                "lang": "vi",
                "side": "vn",
                "supports": "Toàn bộ",
            }
        ],
    }
    found = judge.problems(data(), read(given))
    assert [problem for problem in found if problem.severity == "error"] == []
