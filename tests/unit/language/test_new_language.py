"""A language is added by data and a catalogue alone: a copy of the program learns Korean."""

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
FOLDERS = ("language", "facts", "checks")
PATTERNS = {
    "d MMMM y": "y년 M월 d일",
    "d MMM y": "y. M. d.",
    "{first}, {second}": "{second} {first}",
    "{first} {second}": "{first} {second}",
    "{first}; {second}": "{first} / {second}",
}
SCRIPT = """
import json
from datetime import date
from pathlib import Path
from lib.checks import check
from lib.facts.documents import STATUS_LABELS
from lib.facts.dataset import load_dataset
from lib.language.i18n import LANGUAGES, match_language, words
data, ko = load_dataset(Path("data")), words("ko")
print(json.dumps({
    "languages": LANGUAGES,
    "matched": match_language("ko-KR"),
    "findings": [str(f) for f in check(Path("data"), date(2026, 11, 22)) if f.severity == "error"],
    "spoken": data.languages,
    "place": data.full_name("jp-aichi.nagoya", "ko"),
    "kind": data.label("kinds", "mou", "ko"),
    "title": data.event("vj0003").title_ko,
    "publisher": data.sources.at["s0001", "publisher_ko"],
    "region": data.regions.name("kinki", "ko"),
    "status": ko.gettext(STATUS_LABELS["ended"]),
    "dates": [ko.date("2024-08-29"), ko.short_date("2024-08-29"), ko.date("2024-08")],
    "number": ko.number(1234),
    "list": ko.list(["A", "B"]),
    "clauses": ko.clauses(["A", "B"]),
    "sentences": ko.sentences(["A.", "B."]),
    "records": ko.ngettext("{count} record", "{count} records", 2),
}))
"""


def korean(text: str) -> str:
    """Something in the place of a translation, different for different texts."""
    return f"나고야 {text}" if text else ""


def rewrite(file: Path, change) -> None:
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"))))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(change(rows))
    file.write_text(text.getvalue(), encoding="utf-8")


def with_columns(rows: list[list[str]]) -> list[list[str]]:
    """A column in Korean behind each in Japanese."""
    added = [i for i, column in enumerate(rows[0]) if column.endswith("_ja")]
    for number, row in enumerate(rows):
        for i in reversed(added):
            row.insert(i + 1, korean(row[i]) if number else row[i].replace("_ja", "_ko"))
    return rows


def learn(root: Path) -> None:
    """What a translator adds: a line of LINGUAS, a catalogue, columns and tables of texts."""
    locale = root / "lib/language/locale"
    (locale / "LINGUAS").write_text("# in the order of display\nen\nvi ja ko\n", encoding="utf-8")
    with (locale / "ja/dashboard.po").open("rb") as file:
        catalogue = read_po(file, locale="ko")
    for message in catalogue:
        if message.pluralizable:
            message.string = (korean(message.id[-1]),)
        elif message.id:
            message.string = PATTERNS.get(str(message.id), korean(str(message.id)))
    (locale / "ko").mkdir()
    with (locale / "ko/dashboard.po").open("wb") as file:
        write_po(file, catalogue)

    data = root / "data"
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    for resource in list(package["resources"]):
        for field in [*resource.get("schema", {}).get("fields", [])]:
            if field["name"].endswith("_ja"):
                fields = resource["schema"]["fields"]
                twin = {**field, "name": field["name"].replace("_ja", "_ko")}
                fields.insert(fields.index(field) + 1, twin)
        if resource["path"].endswith(".csv"):
            rewrite(data / resource["path"], with_columns)
        if resource["name"].endswith(".ja"):
            path = resource["path"].replace(".ja.", ".ko.")
            shutil.copy(data / resource["path"], data / path)
            keys = len(resource["schema"]["primaryKey"])
            rewrite(
                data / path,
                lambda rows, keys=keys: [
                    rows[0],
                    *([*row[:keys], *map(korean, row[keys:])] for row in rows[1:]),
                ],
            )
            name = resource["name"].replace(".ja", ".ko")
            package["resources"].append({**resource, "name": name, "path": path})
    text = json.dumps(package, ensure_ascii=False)
    (data / "datapackage.json").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    root = tmp_path_factory.mktemp("korean")
    ignored = shutil.ignore_patterns("__pycache__", "build")
    for folder in FOLDERS:
        shutil.copytree(ROOT / "lib" / folder, root / "lib" / folder, ignore=ignored)
    shutil.copytree(ROOT / "data", root / "data", ignore=ignored)
    learn(root)
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "No translation" not in done.stderr
    return json.loads(done.stdout)


def test_the_data_set_is_sound_in_the_new_language(answers):
    assert answers["findings"] == []
    assert answers["spoken"] == ["en", "vi", "ja", "ko"]


def test_the_language_has_its_own_name_and_is_chosen_by_browsers(answers):
    assert list(answers["languages"]) == ["en", "vi", "ja", "ko"]
    assert answers["languages"]["ko"] == "한국어"
    assert answers["matched"] == "ko"


def test_places_and_labels(answers):
    assert answers["place"] == "나고야 愛知県 나고야 名古屋市"
    assert answers["kind"] == "나고야 覚書"
    assert answers["title"].startswith("나고야 ")
    assert answers["publisher"].startswith("나고야 ")
    assert answers["region"].startswith("나고야 ")
    assert answers["status"] == "나고야 Ended by the parties"
    assert answers["records"] == "나고야 2 records"


def test_dates_numbers_and_joins(answers):
    assert answers["dates"] == ["2024년 8월 29일", "2024. 8. 29.", "2024년 8월"]
    assert answers["number"] == "1,234"
    assert answers["list"] == "A 및 B"
    assert answers["clauses"] == "A / B"
    assert answers["sentences"] == "A. B."
