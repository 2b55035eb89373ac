"""Texts of the data and of submissions are shown letter by letter wherever a page is Markdown."""

import csv
import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.facts.dataset import Dataset, of_files
from lib.language.quoting import Markdown, escape_markdown, explained
from lib.site import store
from tests.app.opening import opened
from tests.unit.strategies import data

# Two signs of money are a formula for Markdown, signs of emphasis are gone, an address is a link.
MARK = " for $5 *and* $6 at www.example.org"
RAW = re.compile(r"(?<!\\)(?:\$5|\*and)|(?<!\\)[*]and|www(?<!\\)\.e")
_FREE = re.compile(
    r"title|summary|(vn|jp)_party|date_note|status_note|supports|publisher(_vi|_ja)?|via"
    r"|reason(_vi|_ja)?|(label|definition)_.."
)
# What Streamlit reads as Markdown, among what holds texts of the data.
_READ = {
    *(("Markdown", "body"), ("Heading", "body"), ("Alert", "body"), ("Alert", "title")),
    *(("Button", "label"), ("LinkButton", "label"), ("PageLink", "label"), ("Radio", "options")),
    *(("Expandable", "label"), ("Checkbox", "label"), ("ButtonGroup", "content")),
}


@cache
def marked() -> Dataset:
    """The data set with signs of Markdown in each free text."""
    files = dict(data().files)
    for table in data().package.tables.values():
        free = [column for column in table.columns if _FREE.fullmatch(column)]
        if free:
            rows = list(csv.DictReader(io.StringIO(files[table.path].decode())))
            text = io.StringIO()
            writer = csv.DictWriter(text, table.columns, lineterminator="\n")
            writer.writeheader()
            for row in rows:
                writer.writerow(row | {c: row[c] + MARK for c in free if row[c]})
            files[table.path] = text.getvalue().encode()
    return of_files(files, data().archives)


@pytest.fixture
def in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    made = marked()
    monkeypatch.setitem(store._loaded.editions, made.edition, made)
    monkeypatch.setattr(store._loaded, "current", made)
    monkeypatch.setattr(store, "load", lambda: made)


def texts(message: Any) -> Iterator[tuple[str, str, str]]:
    """What a message of Streamlit's and those in it hold: its name, the field, the text."""
    for field, value in message.ListFields():
        several = value if field.is_repeated else [value]
        if field.message_type is not None and field.message_type.GetOptions().map_entry:
            continue
        for each in several:
            if hasattr(each, "ListFields"):
                yield from texts(each)
            elif isinstance(each, str):
                yield message.DESCRIPTOR.name, field.name, each


def read(app: AppTest) -> list[str]:
    """All texts of a page that are read as Markdown, helps among them."""
    found: list[str] = []
    open_: list[Any] = [app._tree]
    while open_:
        block = open_.pop()
        open_ += getattr(block, "children", {}).values()
        if hasattr(proto := getattr(block, "proto", None), "ListFields"):
            found += [
                text
                for name, field, text in texts(proto)
                if field == "help" or (name, field) in _READ
            ]
    return found


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("records.py", {"record": "vj0141", "lang": "en"}),
        ("records.py", {"record": "vj0395", "lang": "ja"}),
        ("records.py", {"record": "vj0141", "v": "0.1.0", "lang": "vi"}),
        ("contribute.py", {"vn": "vn-hai-phong", "jp": "jp-kagawa"}),
    ],
)
def test_texts_of_the_data_are_no_markdown(in_use, page, asked):
    told = [text for text in read(opened(page, **asked)) if "$5" in text]
    assert told
    assert [text for text in told if RAW.search(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "from $5 to $6",
        "*one* _two_ ~~three~~",
        "[a](https://example.org)",
        ":red[x] :material/home:",
        "<b>x</b> `y` # z | w",
        "2. of two",
        "- of two",
        "+ of two",
        "A&amp;B &lt;b&gt; &#36;",
        "www.example.org, a@example.org, https://example.org",
    ],
)
def test_a_text_is_escaped_once(text):
    escaped = escape_markdown(text)
    assert escaped != text
    assert re.sub(r"\\(?=[^a-z0-9\s])", "", escaped) == text
    assert escape_markdown(escaped) is escaped
    assert explained([(text, escaped)]) == f"**{escaped}**: {escaped}"
    assert isinstance(explained([]), Markdown)
