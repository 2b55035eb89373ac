"""How to cite the data set, a view of it or a record: plain text, BibTeX, CSL-JSON; and to embed.

The subject, the data version and the day of access tell apart two readings of the same view.
"""

import json
import re
import zlib
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lib.facts.package import Package
from lib.language.i18n import Localizer
from lib.site.identity import AUTHOR, LICENCE, NAME

_BIBTEX = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


@dataclass(frozen=True)
class Cited:
    """What is cited: the whole data set, or `subject` of it, at `link`, read on `accessed`.

    `record` is the id of the cited record, "" for anything else; `checked` the day on which it was
    last compared with its sources, None where that is not known.
    """

    subject: str
    link: str
    version: str
    released: date
    accessed: date
    record: str = ""
    checked: date | None = None

    @property
    def title(self) -> str:
        return f"{self.subject}. {NAME}" if self.subject else NAME

    @property
    def note(self) -> str:
        """Version and, of a record, when it was compared with its sources; in English."""
        checked = f", compared with its sources on {self.checked}" if self.checked else ""
        return f"Data version {self.version}{checked}"


def of(package: Package, subject: str, link: str, accessed: date) -> Cited:
    """A citation of the data package described by datapackage.json; `subject` "" for all of it.

    `subject` is the filter in words or the title of a record.
    """
    return Cited(subject.rstrip("."), link, package.version, package.created, accessed)


def plain(cited: Cited, words: Localizer) -> str:
    """One line: what, data version, day of access, licence, and the link if there is one."""
    text = words.gettext(
        "Vietnam–Japan Local Partnerships, data version {version}, accessed {day}, CC BY 4.0."
    ).format(version=cited.version, day=words.date(cited.accessed.isoformat()))
    if cited.checked:
        day = words.date(cited.checked.isoformat())
        checked = words.gettext("Compared with its sources on {day}.").format(day=day)
        text = words.sentences([text, checked])
    if cited.subject:
        text = words.gettext("{subject}. {citation}").format(subject=cited.subject, citation=text)
    return f"{text} {cited.link}".rstrip()


def bibtex(cited: Cited) -> str:
    """A BibTeX entry that BibTeX and biblatex both read; the text stays in UTF-8."""
    fields = {
        "author": "{" + AUTHOR.translate(_BIBTEX) + "}",
        "title": "{" + cited.title.translate(_BIBTEX) + "}",
        "year": str(cited.released.year),
        "version": cited.version.translate(_BIBTEX),
        "url": _url(cited.link),
        "urldate": str(cited.accessed),
        "note": f"{cited.note}, accessed {cited.accessed}, {LICENCE}".translate(_BIBTEX),
    }
    if cited.record:
        fields["number"] = cited.record.translate(_BIBTEX)
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{_key(cited)},\n{lines}\n}}\n"


def csl_json(cited: Cited) -> str:
    """CSL-JSON, which Zotero, Pandoc and Citation.js read: a list with one item."""
    item: dict[str, object] = {
        "id": _key(cited),
        "type": "dataset",
        "title": cited.title,
        "author": [{"literal": AUTHOR}],
        "issued": {"date-parts": [cited.released.timetuple()[:3]]},
        "accessed": {"date-parts": [cited.accessed.timetuple()[:3]]},
        "version": cited.version,
        "URL": cited.link,
        "note": f"{cited.note}, {LICENCE}",
    }
    if cited.record:
        item["number"] = cited.record
    return json.dumps([item], ensure_ascii=False, indent=2)


# The height of a frame by its width (cqw: a hundredth of it), with a line below the picture: of a
# wide frame 9 of 16, of one as narrow as a phone 3 of 2, and something between in between.
_FITTING = "max(56.25cqw + 44px, min(150cqw + 44px, 980px - 90cqw))"


def embed(link: str, title: str, fitting: bool = True, height: int = 720) -> str:
    """HTML that shows the view at `link` within another page: the view alone.

    A `fitting` frame is as high as the picture of the view is at the width of the frame; others,
    and those in browsers of before 2023, are `height` pixels high.
    """
    parts = urlsplit(link)
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k != "embed"]
    source = urlunsplit(parts._replace(query=urlencode([*query, ("embed", "true")])))
    high = f";width:100%;height:{_FITTING}" if fitting else ""
    frame = (
        f'<iframe src="{escape(source)}" title="{escape(title)}" width="100%" '
        f'height="{height}" style="border:0{high}" loading="lazy"></iframe>'
    )
    return f'<div style="container-type:inline-size">{frame}</div>' if fitting else frame


def _url(link: str) -> str:
    # Braces end the field; in a link they can stand only as %7B and %7D, which TeX reads itself.
    return link.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _key(cited: Cited) -> str:
    """A citation key: the same for the same view and version."""
    parts = urlsplit(cited.link)
    tail = re.sub(r"[^A-Za-z0-9]+", "-", parts.path).strip("-")
    mark = f"-{zlib.crc32(parts.query.encode()):08x}" if parts.query else ""
    return f"vjlp-{cited.version}-{tail or 'overview'}{mark}"
