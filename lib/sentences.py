"""A filter in words, for files, citations and the alternative texts of maps and charts."""

from lib.filters import PARAMETERS, Filter, Index
from lib.i18n import Words


def describe(chosen: Filter, index: Index, words: Words) -> str:
    """The filter as one line: "Japanese locality: Kagawa; From: 2014; signed documents only"."""
    _ = words.gettext
    parts = []
    for name, values in chosen.values:
        parameter = PARAMETERS[name]
        said = [parameter.say(value, index, words) for value in values]
        parts.append(
            _("{name}: {value}").format(name=_(parameter.label), value=_(" or ").join(said))
        )
    return "; ".join(parts) if parts else _("No filter: all records")
