"""What short and longer texts tell, by tables: told, acts, press, notices, published, articles,
neighbours, genres."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from lib.facts.dataset import Dataset
from lib.reading import Draft, read

TABLES = (
    "told.toml", "acts.toml", "press.toml", "notices.toml", "published.toml", "articles.toml",
    "neighbours.toml", "genres.toml",
)  # fmt: skip


def rows() -> list[Any]:
    found = []
    for table in TABLES:
        content = tomllib.loads((Path(__file__).parent / table).read_text(encoding="utf-8"))
        for lang, texts in content.items():
            for number, row in enumerate(texts):
                found.append(pytest.param(lang, row, id=f"{table}-{lang}-{number}"))
    return found


def short(draft: Draft) -> str:
    status = draft.status.value if draft.status else ""
    day = draft.date.value if draft.date else "-"
    return f"{draft.vn.value} {draft.jp.value} {draft.kind.value} {day} {status}".strip()


@pytest.mark.parametrize(("lang", "row"), rows())
def test_a_text_tells_these_acts(lang: str, row: dict[str, Any], dataset: Dataset) -> None:
    reading = read(row["text"], published=row.get("published"), data=dataset)
    assert reading.lang == lang
    assert sorted(map(short, reading.drafts)) == sorted(row["told"])
    if "shown" in row:
        assert str(reading.published or "") == str(row["shown"])
    if "fields" in row:
        fields = {value.value for draft in reading.drafts for value in draft.fields}
        assert fields == set(row["fields"])
