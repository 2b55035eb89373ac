"""Texts of the data are shown letter by letter, wherever Streamlit reads Markdown."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib import checks
from lib.site import store
from tests.api.test_hostile import packaged
from tests.app.opening import opened
from tests.unit.strategies import TODAY

# One of each sign that begins something.
EVIL = "{own} :red[x] *a* _b_ `c` $d$ ~e~ [f](https://evil.example) ![g](h) <i> | :material/home: #"
# What is no Markdown: values, and what has no marks of its own.
PLAIN = {
    "selectbox": {"options", "raw_value", "placeholder"},
    "multiselect": {"options", "raw_values", "placeholder"},
    "text_input": {"value", "default", "placeholder"},
    "text_area": {"value", "default", "placeholder"},
    **{
        name: {"*"}
        for name in ("html", "bidi_component", "code", "imgs", "iframe", "arrow_data_frame")
    },
}
# Beside what is seen stand identifiers, icons, addresses.
BESIDE = {"id", "icon", "url", "page", "page_script_hash", "query_string", "form_id", "key", "alt"}
MARKS = re.compile(r"(?<!\\)(?:\[f\]|\*a\*|_b_|`c`|\$d\$|~e~|:red\[|:material/home|<i>)")

PAGES: dict[str, tuple[str, dict[str, str | list[str]]]] = {
    "overview of a place": ("overview.py", {"vn": "vn-da-nang", "units": "today"}),
    "map with a mark": ("map.py", {"mark": "jp-kanagawa", "open": "signings"}),
    "timeline": ("timeline.py", {"other": "yes"}),
    "record in the timeline": ("timeline.py", {"record": "vj0127"}),
    "locality": ("locality.py", {"id": "jp-kanagawa", "compare": ["vn-hue", "jp-nagasaki"]}),
    "locality that holds others": ("locality.py", {"id": "vn-da-nang", "units": "today"}),
    "gaps": ("locality.py", {}),
    "search": ("records.py", {"q": EVIL}),
    "former locality": ("locality.py", {"id": "vn-quang-nam", "units": "signed"}),
    "nothing of a locality": ("locality.py", {"id": "vn-da-nang", "field": "sports"}),
    "fields": ("fields.py", {"cell": "water", "region": "kanto"}),
    "nothing left": ("records.py", {"vn": "vn-an-giang", "jp": "jp-hokkaido", "units": "today"}),
    "former province": ("records.py", {"vn": "vn-quang-nam", "units": "today"}),
    "record": ("records.py", {"record": "vj0127"}),
    "evidence": ("evidence.py", {}),
    "about": ("about.py", {}),
    "contribute": ("contribute.py", {"record": "vj0127", "wish": "correction"}),
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The package as if the checks had let it through, each text of it an attack."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checks, "check", lambda *_: [])
        patch.setenv("VJ_DATA", str(packaged(tmp_path_factory.mktemp("hostile") / "data", EVIL)))
        patch.setenv("VJ_TODAY", TODAY.isoformat())
        assert store.load() is not None
        yield
    store.load()


def texts(message: Any, kind: str, path: str = "") -> Iterator[tuple[str, str]]:
    """The texts of an element that are read as Markdown, with where they stand."""
    for field, value in message.ListFields():
        if field.name in BESIDE or {field.name, "*"} & PLAIN.get(kind, set()):
            continue
        where = f"{path}.{field.name}"
        for each in value if field.is_repeated else [value]:
            if hasattr(each, "ListFields"):
                yield from texts(each, kind, where)
            elif isinstance(each, str):
                yield where, each


def shown(page: AppTest) -> Iterator[tuple[str, str]]:
    """All of a page that is Markdown."""
    for node in page._tree:
        proto = getattr(node, "proto", None)
        if hasattr(proto, "ListFields"):
            yield from texts(proto, getattr(node, "type", ""), str(getattr(node, "type", "")))


@pytest.mark.parametrize("case", PAGES)
def test_no_text_of_the_data_is_markdown(hostile, case):
    file, params = PAGES[case]
    page = opened(file, **params)
    found = list(shown(page))
    wrong = {(where, text[:150]) for where, text in found if MARKS.search(text)}
    assert not wrong
    # Shown it is.
    sent = b"".join(each.proto.bytes for each in page.get("bidi_component"))
    said = b"evil.example" in sent or any("evil.example" in text for _, text in found)
    assert said or case in ("about", "contribute")
