"""What must not be read past: unknown years, what is over, and what a source contradicts."""

import pytest

from lib.counting import partnerships, profile, signings
from lib.facts.rows import row, rows
from lib.filter import filters
from lib.filter.filters import Filter
from lib.language.i18n import words
from tests.unit.strategies import index

EN, VI = words("en"), words("vi")


@pytest.mark.parametrize(
    ("key", "when", "marks", "standing"),
    [
        ("vj0141", "29 August 2024", [], "Presumed in force"),
        ("vj0241", "signed, year unknown", [], "Presumed in force"),
        ("vj0287", "signed, year unknown", [], "Presumed in force"),
        ("vj0001", "date not known", [], ""),
        ("vj0344", "20 October 2017", ["Term over"], "Term over"),
        (
            "vj0073",
            "2012",
            ["contradicted by a source"],
            "Presumed in force; contradicted by a source",
        ),
        ("vj0179", None, ["contradicted by a source"], "contradicted by a source"),
    ],
)
def test_a_record_says_what_must_stand_beside_it(key, when, marks, standing):
    event = row(index().dataset.events, key)
    assert signings.marks(event, EN) == marks
    assert signings.standing(event, EN) == standing
    if when:
        assert signings.when(event, EN) == when


def test_a_signed_document_of_unknown_year_is_no_missing_one():
    kept = filters.select(Filter.of({"jp": ["jp-iwate.ichinoseki"]}), index())
    table = profile.partners(kept, "jp")
    found = row(table, "vn-phu-tho")
    assert found.documents == 1 and not found.latest
    assert partnerships.latest_in_words(found, VI) == "đã ký, chưa rõ năm"
    assert profile.summary(kept, "jp").counterparts == profile.Counterparts(1, 1, 0)
    (pair,) = rows(partnerships.pairs(kept))
    told = partnerships.link_detail(pair.documents, pair.records, pair.latest, pair.formality, EN)
    assert told.endswith("signed, year unknown")


def test_what_is_over_is_no_running_partner():
    kept = filters.select(Filter.of({"vn": ["vn-quang-ninh"]}), index())
    table = profile.partners(kept, "vn")
    shiga = row(table, "jp-shiga")
    assert shiga.documents and not shiga.running
    assert partnerships.marks(shiga, EN) == ["no longer running"]
    summary = profile.summary(kept, "vn")
    assert "jp-shiga" not in summary.leading
    assert summary.counterparts.running < summary.counterparts.partners
