"""Plain text: what typed or pasted text becomes, and what no text may hold.

What a copied text carries along unseen (zero-width blanks, soft hyphens, marks of direction) is
left out; letters are in Unicode's composed form (NFC); blanks in a row are one space, also tabs and
ideographic ones, and none stands at an end. In texts of several lines these keep their ends, with
at most one empty line between two. What could hide or turn what is read is refused: control and
format characters, overrides of direction, private and unassigned ones, and the sign for what was
lost.
"""

import re
import unicodedata

# Left out, since people paste them without knowing: soft hyphen, zero-width space, non-joiner and
# joiner, marks of direction, word joiner, byte order mark. Overrides of direction are not among
# them: no text in our languages needs one, and with them a text reads as another.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u061c\u2060\ufeff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_REFUSED = ("Cc", "Cf", "Co", "Cs", "Cn")


class NotPlain(ValueError):
    """A text holds a character that no text may; `sign` names it: "U+202E"."""

    def __init__(self, character: str) -> None:
        self.sign = f"U+{ord(character):04X}"
        super().__init__(self.sign)


def line(text: str) -> str:
    """`text` in one line, as the rule has it; raises NotPlain."""
    return " ".join(_sound(text).split())


def lines(text: str) -> str:
    """`text` in its own lines, as the rule has it; raises NotPlain."""
    each = (" ".join(part.split()) for part in _sound(text).split("\n"))
    return re.sub("\n{3,}", "\n\n", "\n".join(each)).strip("\n")


def _sound(text: str) -> str:
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFC", _UNSEEN.sub("", text)))
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    if not text.isprintable():
        for character in text:
            if character != "\n" and (
                unicodedata.category(character) in _REFUSED or character == "\ufffd"
            ):
                raise NotPlain(character)
    # The one sign that is printable and still says that something was lost.
    if "\ufffd" in text:
        raise NotPlain("\ufffd")
    return text
