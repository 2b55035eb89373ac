"""data/README.md is what the package says today; ERRATA.md names only what exists."""

import csv
import json
import re
import shutil
from dataclasses import replace

import pytest

from lib import dictionary
from lib.facts import notes as history
from lib.facts.dataset import DATA_FOLDER
from tests.unit import strategies

PACKAGE = json.loads((DATA_FOLDER / "datapackage.json").read_text(encoding="utf-8"))
TABLES = [resource for resource in PACKAGE["resources"] if "schema" in resource]
TEXT = dictionary.readme()


def rows(path):
    with (DATA_FOLDER / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def columns(path):
    with (DATA_FOLDER / path).open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def sections():
    """The file by its headings of the second level."""
    parts = re.split(r"^## (.+)\n", TEXT, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def cells(line):
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def test_the_file_is_up_to_date():
    written = (DATA_FOLDER / "README.md").read_text(encoding="utf-8")
    assert written == TEXT, "data/README.md is stale: run `make readme-data`"


def test_it_is_written_with_the_same_bytes_each_time():
    assert dictionary.readme() == TEXT
    assert TEXT.endswith("\n")
    assert not re.search(r"[ \t]$", TEXT, re.MULTILINE)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["name"])
def test_each_table_is_described_with_its_columns(table):
    text = sections()[table["path"]]
    assert table["description"] in text
    body = [cells(line) for line in text.splitlines() if line.startswith("| `")]
    assert [row[0].strip("`") for row in body] == columns(table["path"])
    for row, field in zip(body, table["schema"]["fields"], strict=True):
        assert len(row) == 4
        assert row[1].startswith(field["type"])
        assert row[3].replace("\\|", "|") == field["description"]
        for name, value in field.get("constraints", {}).items():
            said = row[2].replace("\\|", "|")
            if name == "enum":
                assert all(f"`{code}`" in said for code in value)
            elif value is not True:
                assert f"{name} `{value}`" in said
            else:
                assert name in said


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["name"])
def test_each_table_is_listed_with_its_rows(table):
    line = next(
        line for line in sections()["Files"].splitlines() if line.startswith(f"| [{table['path']}]")
    )
    assert cells(line)[1] == str(len(rows(table["path"])))


def test_each_link_to_a_section_leads_somewhere():
    # As the usual renderers make anchors: lower case, signs left out, blanks as hyphens.
    made = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in sections()}
    wanted = set(re.findall(r"\]\(#([^)]+)\)", TEXT))
    assert wanted
    assert wanted <= made


def test_each_link_to_a_file_leads_somewhere():
    for target in re.findall(r"\]\(([^)#:]+)\)", TEXT):
        assert (DATA_FOLDER / target).exists(), target


def test_the_diagram_has_each_table_and_each_foreign_key():
    [diagram] = re.findall(r"```mermaid\n(.+?)```", TEXT, re.DOTALL)
    for table in TABLES:
        assert f'["{table["name"]}"]' in diagram
    drawn = re.findall(r'^  (\w+) \S+--\S+ (\w+) : "(.+)"$', diagram, re.MULTILINE)
    expected = [
        (
            (key["reference"]["resource"] or table["name"]).replace(".", "_"),
            table["name"].replace(".", "_"),
            ", ".join(key["fields"]),
        )
        for table in TABLES
        for key in table["schema"].get("foreignKeys", [])
    ]
    assert sorted(drawn) == sorted(expected)
    assert '  localities |o--o{ localities : "parent_id"' in diagram
    assert '  localities ||--o{ events : "vn_id"' in diagram
    assert '  events ||--o| events_vi : "id"' in diagram


def test_the_counts_are_those_of_the_files():
    events = rows("events.csv")
    text = sections()["Counts"]
    for kind in rows("kinds.csv"):
        line = next(line for line in text.splitlines() if line.startswith(f"| {kind['code']} |"))
        count = sum(event["kind"] == kind["code"] for event in events)
        assert cells(line)[1] == kind["label_en"]
        assert cells(line)[-1] == str(count)
    precisions = {"day": 10, "month": 7, "year": 4, "none known": 0}
    for name, length in precisions.items():
        count = sum(len(event["date"]) == length for event in events)
        assert f"| {name} | {count} |" in text
    assert text.startswith(f"\n{len(events)} events;")


def test_gaps_say_none_found():
    text = sections()["Known gaps"]
    assert "does not mean that none exists" in text
    assert "Ishikawa" in text
    assert "Hai Phong" not in text


def test_a_change_in_the_package_shows(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(DATA_FOLDER, folder, ignore=shutil.ignore_patterns("build", "*.md"))
    package = {**PACKAGE, "version": "9.8.7"}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    changed = dictionary.readme(folder)
    assert changed != TEXT
    assert changed.replace("9.8.7", PACKAGE["version"]) == TEXT


def test_the_credits_are_those_of_the_package():
    text = sections()["Licence and credits"]
    credited = history.credits_of(strategies.data())
    assert credited == [(source["title"], source["path"]) for source in PACKAGE["sources"]]
    for title, path in credited:
        assert f"- [{title}]({path})" in text
    assert "CC BY 4.0" in text or "Creative Commons Attribution 4.0" in text


def test_errata_name_what_exists():
    text = (DATA_FOLDER / "ERRATA.md").read_text(encoding="utf-8")
    lines = [cells(line) for line in text.splitlines() if line.startswith("| ")]
    assert lines[0] == ["date", "id", "what", "source"]
    known = {
        row["id"] for name in ("events", "sources", "localities") for row in rows(f"{name}.csv")
    }
    assert len(lines) > 1
    for day, key, what, source in lines[1:]:
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", day)
        # A record that was taken out leaves its identifier behind in this file alone.
        assert key in known or "removed" in what
        assert set(re.findall(r"s\d{4}", source)) <= known
        assert what
    vj0387 = next(row for row in rows("events.csv") if row["id"] == "vj0387")
    assert vj0387["jp_id"] == "jp-hyogo.sasayama"
    assert [key for _, key, what, _ in lines[1:] if "jp-hyogo.sasayama" in what] == ["vj0387"]


def test_notes_for_the_page_have_no_headings():
    notes = history.notes(strategies.data())
    assert len(notes) == 2
    assert all(not re.search(r"^#", note, re.MULTILINE) for note in notes)
    assert all(not re.search(r"\]\((?!https?://)", note) for note in notes)
    assert "CHANGES.md" in notes[1]
    assert "**0.3.0**" in notes[0]
    bare = replace(strategies.data(), files={})
    assert history.notes(bare) == []
