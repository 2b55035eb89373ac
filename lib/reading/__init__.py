"""From an article to drafts of records: what it says, each value with the words that say it.

Pure and offline; nothing of it is loaded before `read` is called.
"""

from datetime import date
from typing import TYPE_CHECKING

from lib.reading.drafts import Draft, Reading, Value

if TYPE_CHECKING:
    from lib.facts.dataset import Dataset

__all__ = ["Draft", "Reading", "Value", "read"]


def read(
    source: str | bytes, *, published: date | None = None, data: "Dataset", name: str = ""
) -> Reading:
    """The drafts of records in an article: a text, or the bytes of a text, an HTML page or a PDF.

    published: the day of publication, if it is known; else the one that the text shows. name: of
    the file, by which its kind is told. What cannot be read has no drafts and a `trouble`.
    """
    # What reading needs is loaded when somebody reads.
    from lib.reading.reader import read_article

    return read_article(source, published=published, data=data, name=name)
