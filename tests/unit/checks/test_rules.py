"""The validator finds each way in which the data can be broken, and says where."""

import json
from datetime import date

import pytest
from frictionless import Package, system

from lib.checks import RULES, check, check_data, check_rows, errors, files
from lib.checks.__main__ import main
from lib.facts.dataset import DATA_FOLDER
from tests.unit.checks.examples import EXAMPLES, Example
from tests.unit.checks.package import Copy, extract

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The folder of an extract from the real data."""
    folder = tmp_path_factory.mktemp("sound") / "data"
    extract(folder)
    return folder


@pytest.fixture(scope="module")
def baseline(sound):
    """What is found in it unbroken, warnings only; without lines, which a break may shift."""
    found = check_data(*files.read(sound, TODAY))
    assert errors(found) == []
    return {_unnumbered(finding) for finding in found}


def _unnumbered(finding):
    return finding.file, finding.column, finding.value, finding.rule


def test_the_real_data_have_no_errors():
    assert errors(check_data(*files.read(DATA_FOLDER, TODAY))) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_the_broken_example_is_found_where_it_is(example: Example, tmp_path, sound, baseline):
    copy = Copy(sound, tmp_path)
    example.do(copy)
    found = check_data(*files.read(copy.folder, TODAY))
    new = [finding for finding in found if _unnumbered(finding) not in baseline]

    file, start, column = example.place.split(":")
    line = int(start) if start.isdigit() else copy.number(file.removesuffix(".csv"), start)
    mark = "warning: " if RULES[example.rule].severity == "warning" else ""
    beginning = f"{mark}{file}:{line}:{column}: "
    texts = [str(finding) for finding in new if finding.name == example.rule]
    assert any(x.startswith(beginning) and example.says in x for x in texts), list(map(str, new))
    assert all(RULES[finding.name].covers(finding) for finding in new)
    assert {finding.name for finding in new} == {example.rule, *example.also}


def test_each_rule_has_a_broken_example():
    assert {example.rule for example in EXAMPLES} == set(RULES)


def test_the_package_satisfies_frictionless_by_itself():
    with system.use_context(trusted=True):
        assert Package(str(DATA_FOLDER / "datapackage.json")).validate().valid


def test_all_findings_are_printed_and_only_errors_fail(sound, tmp_path, capsys):
    copy = Copy(sound, tmp_path)
    copy.cells("events", "vj0009", valid_until="2025")
    assert main([str(copy.folder)]) == 0
    assert "warning: events.csv:" in capsys.readouterr().out

    copy.cells("events", "vj0003", title=" Training", date="2024-02-30")
    assert main([str(copy.folder)]) == 1
    line = copy.number("events", "vj0003")
    lines = capsys.readouterr().out.splitlines()
    assert f"events.csv:{line}:date: '2024-02-30' {RULES['date'].sentence}" in lines
    assert f"events.csv:{line}:title: ' Training' {RULES['blanks'].sentence}" in lines
    assert "2 errors" in lines[-1]


def test_counts_are_recorded_from_sound_data_only(sound, tmp_path):
    copy = Copy(sound, tmp_path)
    counts = copy.folder / "counts.json"
    before = counts.read_bytes()
    counts.unlink()
    copy.cells("events", "vj0003", title="")
    assert main(["--record", str(copy.folder)]) == 1
    assert not counts.exists()

    copy.cells("events", "vj0003", title="Training")
    assert main(["--record", str(copy.folder)]) == 0
    assert json.loads(counts.read_bytes()) == json.loads(before)


def test_an_empty_folder_is_described_and_not_raised(tmp_path):
    found = check(tmp_path, TODAY)
    assert {finding.name for finding in found} == {"missing-file", "no-counts"}


def test_a_row_that_is_proposed_is_judged_with_the_package(sound):
    data, _ = files.read(sound, TODAY)
    event = {**data["events"].by_id["vj0003"], "id": "vj10000", "title": "Another training"}
    proposed = {
        "events": [event],
        "events.vi": [{**data["events.vi"].by_id["vj0003"], "id": "vj10000"}],
        "events.ja": [{**data["events.ja"].by_id["vj0003"], "id": "vj10000"}],
        "evidence": [
            {
                "event_id": "vj10000",
                "source_id": "s0045",
                "relation": "supports",
                "retrospective": "true",
                "supports": "text",
            }
        ],
        "evidence.vi": [{"event_id": "vj10000", "source_id": "s0045", "supports": "lời"}],
        "evidence.ja": [{"event_id": "vj10000", "source_id": "s0045", "supports": "本文"}],
    }
    found = check_rows(data, proposed)
    assert {finding.name for finding in found} <= {"repeated-text"}

    nonsense = {**event, "vn_id": "vn-nowhere", "date": "2024-02-30"}
    found = check_rows(data, {**proposed, "events": [nonsense]})
    line = data["events"].rows[-1].line + 1
    assert {(f.line, f.column) for f in errors(found)} == {(line, "vn_id"), (line, "date")}
    assert {f.name for f in check_rows(data, {"events": [event]})} >= {"event-without-source"}
