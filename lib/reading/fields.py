"""Fields of cooperation: which words name one, and which sentences give those of an act."""

from lib.reading.drafts import Value
from lib.reading.words import Hit, Marked


def named(marked: Marked, start: int, end: int) -> list[Hit]:
    """The words for fields in `norm[start:end]`."""
    documents = marked.hits.of("documents", within=(start, end))
    return [
        hit
        for hit in marked.hits.of("fields", within=(start, end))
        if hit.end <= end
        and hit.code != "none"
        # quan hệ đô thị hữu nghị is no city planning.
        and not any(doc.start <= hit.start and hit.end <= doc.end for doc in documents)
    ]


# Of these words a sentence that tells of nothing agreed has one: remarks, what is only thought
# about, what describes a place, other countries.
_NO_CONTENT = (("considered",), ("facts", "words"), ("others",))
_ON_TOPIC = (("content", "words"), ("cooperation",), ("agreed",), ("talked",))
# So near its beginning a sentence names who acts in it.
_SUBJECT = 30
# What one side says of its own strengths, or to a minister, unless both sides are spoken of.
_OF_ONE = (("parties", "national"), ("facts", "own"))


def is_content(marked: Marked, start: int, end: int, *, beside: bool) -> bool:
    """Whether a sentence says what is agreed or talked about, and is no remark of somebody.

    `beside`: it follows the words of the act in their paragraph; else it must say so itself.
    """
    hits, inside = marked.hits, (start, end)
    remark = hits.any("content", "remark", within=inside)
    if remark or any(hits.any(*section, within=inside) for section in _NO_CONTENT):
        return False
    alone = any(hits.any(*section, within=inside) for section in _OF_ONE)
    if marked.lang != "ja":
        # A travel company in Nagoya presented …
        alone = alone or hits.any("parties", "company", within=(start, start + _SUBJECT))
    if alone and not hits.any("both", within=inside):
        return False
    if hits.any("agreed", within=inside) or hits.any("asked", within=inside):
        return True
    visited = hits.any("activities", "visit", within=inside)
    return beside and not visited and hits.any("content", "words", within=inside)


def is_on_topic(marked: Marked, start: int, end: int) -> bool:
    """Whether a sentence speaks of working together, and does not only describe a place."""
    inside = (start, end)
    told = any(marked.hits.any(*section, within=inside) for section in _ON_TOPIC)
    return told and not any(marked.hits.any(*section, within=inside) for section in _NO_CONTENT)


def values(marked: Marked, hits: list[Hit]) -> tuple[Value, ...]:
    """One value for each field that the words name, in the order of the text."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for hit in hits:
        spans.setdefault(hit.code, []).append(marked.text.span(hit.start, hit.end))
    return tuple(
        Value(code, tuple(dict.fromkeys(own)), 0.8 if len(own) > 1 else 0.65)
        for code, own in spans.items()
    )
