"""LibreOffice opens the CSV and XLSX of the open data, and the sheets for Word: `make clients`.

Prints a Markdown report for docs/clients/results.md; fails where a cell is not what it should be.
Needs `soffice` (Debian: apt-get install libreoffice-calc libreoffice-writer).
"""

import csv
import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import sleep

import httpx
import openpyxl
import pypdf
import uvicorn

from lib.api.app import app
from lib.exports.brief import docx_file
from lib.language.i18n import SOURCE
from lib.site import config
from tests.unit.exports import briefs

QUERIES = {"all records, Japanese": "lang=ja", "Hai Phong, Vietnamese": "lang=vi&vn=vn-hai-phong"}
# Comma, double quote, UTF-8, from the first line; cells as shown; the first sheet.
_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"

# The same for reading. Without a window LibreOffice does not look at the byte order mark.
_AS_READ = "--infilter=CSV:44,34,76,1"
_NOTE = """
The CSV is opened with the choices comma, double quote and UTF-8. Without a window LibreOffice takes
a CSV for Western European unless it is told so (`--infilter=CSV:44,34,76,1`).
"""


@contextmanager
def server() -> Iterator[str]:
    """The open data on a free port."""
    running = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    thread = Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        sleep(0.05)
    host, port = running.servers[0].sockets[0].getsockname()[:2]
    yield f"http://{host}:{port}"
    running.should_exit = True
    thread.join(10)


def convert(file: Path, form: str, folder: Path) -> Path:
    """What LibreOffice makes of a file; a CSV is opened with the choices _AS_READ."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += [_AS_READ] if file.suffix == ".csv" else []
    command += ["--convert-to", form, "--outdir", str(folder / "out"), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    (made,) = (folder / "out").glob(f"{file.stem}*.{form.split(':')[0]}")
    return made


def same(ours: list[dict[str, str]], theirs: list[dict[str, str]]) -> list[str]:
    """Where the two differ, but in how a truth value is written."""
    found = [f"{len(theirs)} rows instead of {len(ours)}"] if len(ours) != len(theirs) else []
    for own, other in zip(ours, theirs, strict=False):
        for name, value in own.items():
            read = other.get(name, "")
            if read.lower() != value.lower() and read != value.removeprefix("'"):
                found.append(f"{own['id']} {name}: {read!r} instead of {value!r}")
    return found


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def check(base: str, query: str, folder: Path) -> tuple[int, list[str]]:
    """Rows, and what is not as it should be, of one query."""
    files = {}
    for form in ("csv", "xlsx"):
        files[form] = folder / f"events.{form}"
        files[form].write_bytes(
            httpx.get(f"{base}/api/v1/events.{form}?{query}", timeout=60).content
        )
    ours = rows(files["csv"].read_text(encoding="utf-8-sig"))
    wrong = []
    shown = convert(files["xlsx"], _AS_CSV, folder)
    wrong += [f"XLSX: {w}" for w in same(ours, rows(shown.read_text(encoding="utf-8-sig")))]
    shown.unlink()
    book = openpyxl.load_workbook(convert(files["csv"], "xlsx", folder))
    cells = [list(row) for row in book.worksheets[0].iter_rows()]
    names = [str(c.value) for c in cells[0]]
    for own, line in zip(ours, cells[1:], strict=True):
        for name, cell in zip(names, line, strict=True):
            if cell.data_type == "f":
                wrong.append(f"CSV: {own['id']} {name} is a formula")
        for name in ("id", "vn", "jp", "title", "source_urls"):
            read = line[names.index(name)].value or ""
            if read != own[name]:
                wrong.append(f"CSV: {own['id']} {name}: {read!r} instead of {own[name]!r}")
    return len(ours), wrong


def check_briefs(folder: Path) -> tuple[int, list[str]]:
    """How many sheets of localities and pairs there are, and which are not one page.

    All are converted in one call of LibreOffice.
    """
    files = []
    for key, sheet in briefs.sheets().items():
        files.append(folder / f"{key}-{sheet.lang}.docx")
        files[-1].write_bytes(docx_file.write([sheet]))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder / "out"), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=1800)
    wrong = []
    for file in files:
        pages = len(pypdf.PdfReader(folder / "out" / f"{file.stem}.pdf").pages)
        if pages != 1:
            wrong.append(f"{file.name}: {pages} pages")
    return len(files), wrong


def main() -> int:
    if shutil.which("soffice") is None:
        print("soffice not found: install LibreOffice Calc and Writer.", file=sys.stderr)
        return 1
    version = subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True)
    print("# LibreOffice\n\nWritten by `make clients`.\n")
    print(f"- Program: {' '.join(version.stdout.split()[:2])}\n- Day: {config.today(SOURCE)}\n")
    print("| Records | Rows | XLSX, every cell | CSV, opened as UTF-8 |")
    print("|---|---:|---|---|")
    failures: list[str] = []
    with server() as base:
        for name, query in QUERIES.items():
            with tempfile.TemporaryDirectory() as folder:
                count, wrong = check(base, query, Path(folder))
            told = ["as in the CSV", "names, titles and addresses intact, no formula"]
            for position, form in enumerate(("XLSX", "CSV")):
                if any(w.startswith(form) for w in wrong):
                    told[position] = "**differs**"
            print(f"| {name} | {count} | {told[0]} | {told[1]} |")
            failures += wrong
    print(_NOTE)
    with tempfile.TemporaryDirectory() as folder:
        count, wrong = check_briefs(Path(folder))
    pages = "**not all are one page**" if wrong else "each is one page"
    print("| Sheets for Word, of all localities and pairs, in a language each | Pages |")
    print(f"|---:|---|\n| {count} | {pages} |")
    failures += wrong
    for failure in failures[:20]:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
