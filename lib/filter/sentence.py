"""A filter in words, for files, citations and the alternative texts of maps and charts."""

from lib.filter.filters import Filter
from lib.filter.index import FilterIndex
from lib.filter.parameters import PARAMETERS
from lib.language.i18n import Localizer


def describe(chosen: Filter, index: FilterIndex, words: Localizer, today_units: bool = True) -> str:
    """The filter as one line: "Japanese locality: Kagawa; From: 2014; signed documents only"."""
    _ = words.gettext
    parts = []
    for name, values in chosen.values:
        parameter = PARAMETERS[name]
        labels = [parameter.value_label(value, index, words) for value in values]
        parts.append(
            _("{name}: {value}").format(name=_(parameter.label), value=_(" or ").join(labels))
        )
    if not today_units:
        parts.append(_("Vietnam before the mergers, with the units that signed"))
    return words.clauses(parts) if parts else _("No filter: all records")
