"""A version of the data as one ZIP file: the same bytes whenever it is made of the same files."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date


def entry(name: str, day: date) -> zipfile.ZipInfo:
    """A file of an archive as of a day."""
    info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def pack(files: Mapping[str, bytes], day: date) -> bytes:
    """The files by path as a ZIP file of a day."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in files.items():
            packed.writestr(entry(name, day), content)
    return sink.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """The files of a ZIP file by path; raises zipfile.BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}
