"""The rules of lib/checks/rules.csv in the words of somebody who fills in a form.

A rule that is not here is told by one sentence that holds for all.
"""

import re
from typing import Any

from lib.checks import Finding
from lib.language import edtf
from lib.language.i18n import N_

_OTHER = N_("This does not pass the checks of the data.")
_NOT_POSSIBLE = N_("This value is not possible here.")
_NOT_KNOWN = N_("This is not known here.")
_PLACE = N_("Identifier, country and level of the place do not fit together.")
_TIE = N_("A tie is what is known without a dated act: it has neither a date nor a status.")
_REPLACED = N_("This document cannot be replaced by this act.")
_SUPPORTED = N_("At least one source must support it.")

_WORDS = {
    "required": N_("Please fill this in."),
    "type": _NOT_POSSIBLE,
    "constraint": _NOT_POSSIBLE,
    "foreign-key": _NOT_KNOWN,
    "duplicate-key": N_("This is there already."),
    "date": N_("This is no date that exists; write 2014, 2014-12 or 2014-12-25."),
    "formula": N_(
        "A text cannot begin with a sign by which spreadsheets know a formula, such as = or +."
    ),
    "markup": N_("Holds HTML or Markdown; expected plain text."),
    "url": N_("This is no address of a web page (https://…)."),
    "list": N_("A value of the list is empty or stands there twice."),
    "language": N_("This is no code of a language, such as vi or ja."),
    "japanese": N_("Expected a text in Japanese."),
    "unknown-field": _NOT_KNOWN,
    "event-without-source": _SUPPORTED,
    "event-without-support": _SUPPORTED,
    "level-of-country": _PLACE,
    "code-of-country": _PLACE,
    "parent": _PLACE,
    "parent-level": _PLACE,
    "term": N_("The end of the term lies before the date."),
    "term-without-date": N_("An end of term needs the date of the act."),
    "before-unit": N_("This unit did not exist yet on the day of the act: it began on {day}."),
    "after-unit": N_(
        "This unit did not exist any more on the day of the act: it ended on {day}. Please name "
        "its successor."
    ),
    "renewal-of-nothing": N_("Please name the document that is renewed."),
    "renews-without-renewal": N_("Only a renewal renews a document."),
    "renews": N_("This document cannot be renewed by this act."),
    "replacement": _REPLACED,
    "replaces": _REPLACED,
    "extension": N_("Only a signed document with a stated term can be extended tacitly."),
    "end-of-nothing": N_("No earlier signed document of the pair is known that this could end."),
    "ended-without-end": N_("That a document has ended needs a record of its end."),
    "duplicate-event": N_("This is the same act as {record}."),
    "status-of-tie": _TIE,
    "dated-tie": _TIE,
    "status-of-end": N_("Of an end, the status is that it has ended."),
    "undated": N_("Without a date, please say in the note on the date what is known of it."),
    "signatory": N_(
        "Who signed does not fit the parties that are named. Please name the body that acted, or "
        "choose again who signed."
    ),
    "early-source": N_("The page appeared too long before the act to tell of it."),
    "late-source": N_(
        "The page appeared long after the act; please make sure that it tells of this very act."
    ),
    "only-notices": N_("All pages named are older than the act: was it only announced?"),
    "announced-and-reported": N_("A page named is later than the act: was it only announced?"),
    "future": N_("This date lies in the future."),
    "term-over": N_("The stated term is over."),
    "similar-titles": N_("This is much like {record}."),
    "repeated-text": N_("The same text stands in {record}."),
    "gathering": N_("This speaks of how the fact was found, not of the fact itself."),
}


def in_words(finding: Finding) -> tuple[str, dict[str, Any]]:
    """The message for a finding, to be translated, and what its places in braces take."""
    values: dict[str, Any] = {}
    if record := re.search(r"\bvj\d{4,}\b", finding.rule):
        values["record"] = record[0]
    if day := re.search(r"\b\d{4}(-\d\d(-\d\d)?)?\b", finding.rule):
        values["day"] = edtf.parse(day[0])
    text = _WORDS.get(finding.name, _OTHER)
    lacking = [name for name in re.findall(r"\{(\w+)\}", text) if name not in values]
    return (_OTHER, {}) if lacking else (text, values)
