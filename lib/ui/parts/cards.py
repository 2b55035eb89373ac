"""Cards in a row: a number, what it counts, and a link to its records."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lib.filter.filters import Filter
from lib.site.view import View
from lib.ui import address, markup


@dataclass(frozen=True)
class Card:
    """A number with its label and counting rule; `records` is the filter that leads to it."""

    label: str
    value: str
    rule: str
    records: Filter | None = None


def show(cards: Sequence[Card], view: View) -> None:
    """The cards as one element, as many beside each other as there is room for."""
    markup.show(_boxes(tuple(cards), view))


@address.kept
def _boxes(cards: tuple[Card, ...], view: View) -> Markup:
    more = view.words.gettext("Records: {name}")
    boxes = []
    for card in cards:
        inner = [
            markup.tag("dt", card.label),
            markup.tag("dd", card.value, class_="vj-value"),
            markup.tag("dd", card.rule, class_="vj-rule"),
        ]
        if card.records is not None:
            to_records = markup.link(
                f"→ {more.format(name=card.label)}",
                "records",
                address.link(card.records),
                class_="vj-top",
            )
            inner.append(markup.tag("dd", to_records))
        boxes.append(markup.tag("dl", *inner, class_="vj-card"))
    return markup.tag("div", *boxes, class_="vj-cards")
