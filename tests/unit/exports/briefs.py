"""The sheets of all localities and pairs, in one language and unit system each, mixed."""

from itertools import cycle

from lib.exports.brief import content
from lib.exports.brief.sheet import Sheet
from lib.facts.localities import pair_id
from lib.facts.perspective import Units
from lib.filter.filters import Filter
from lib.language.i18n import LANGUAGES
from lib.site import store
from lib.site.view import View
from tests.unit import strategies
from tests.unit.exports.views import LINKS


def keys() -> list[str]:
    """Every locality, and every pair that has records in either unit system."""
    seen = [strategies.index(units).dataset for units in Units]
    pairs = [
        pair_id(vn, jp)
        for data in seen
        for vn, jp in zip(data.events["vn_id"], data.events["jp_id"], strict=True)
    ]
    return [*seen[0].localities.index, *dict.fromkeys(pairs)]


def sheet(key: str, lang: str, units: Units = Units.TODAY) -> Sheet:
    """One of them; raises AssertionError where there is none."""
    found = content.find(key, View(store.viewpoint(units, lang), Filter(), lang), LINKS)
    assert found is not None, key
    return content.sheet(found)


def sheets() -> dict[str, Sheet]:
    """All of them, by id."""
    mixed = zip(keys(), cycle(LANGUAGES), cycle(Units))
    return {key: sheet(key, lang, units) for key, lang, units in mixed}
