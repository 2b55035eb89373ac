"""The one way in which CSV is written: for pages and programs alike."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

from lib.exports.columns import Sheet
from lib.language.formulas import escape_formula

_MARK = b"\xef\xbb\xbf"


def stream(sheet: Sheet) -> Iterator[bytes]:
    """UTF-8 with the byte order mark that Excel needs, CRLF, and no cell that is a formula."""
    yield _MARK + _lines([sheet.headings])
    for rows in sheet.batches:
        yield _lines(rows)


def of_frame(frame: pd.DataFrame) -> bytes:
    """Any table that is shown, under its titles."""
    return _MARK + _lines([list(frame.columns), *frame.to_numpy(object).tolist()])


def _lines(rows: Iterable[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(map(_cell, row) for row in rows)
    return text.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return escape_formula(value)
    return str(value).lower() if isinstance(value, bool) else value
