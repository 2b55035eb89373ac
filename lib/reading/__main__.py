"""`python -m lib.reading FILE …`: what articles say, as drafts of records.

Prints one JSON object, file name -> list of drafts, with the spans of the text that each value
stands on; with --csv rows of events.csv.
"""

import argparse
import csv
import json
import sys
from datetime import date
from pathlib import Path

from lib.facts.dataset import DATA_FOLDER, Dataset, load_dataset
from lib.reading import Draft, Reading, read
from lib.reading.drafts import as_json


def as_row(draft: Draft, columns: list[str]) -> dict[str, str]:
    """A draft as a row of events.csv; the id of a record that it is already, or none."""
    values = as_json(draft)
    row = {column: str(values.get(column, "")) for column in columns}
    row |= {"id": values["existing"], "vn_id": values["vn"], "jp_id": values["jp"]}
    row["fields"] = ";".join(values["fields"])
    return row


def main(arguments: list[str] | None = None) -> int:
    """Reads the files; returns 1 if one of them cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m lib.reading", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--csv", action="store_true", help="rows of events.csv instead of JSON")
    parser.add_argument("--published", type=date.fromisoformat, help="the day, if none shows it")
    parser.add_argument("--data", type=Path, default=DATA_FOLDER, help="the data package")
    chosen = parser.parse_args(arguments)
    data = load_dataset(chosen.data)
    readings: dict[str, Reading] = {}
    failed = False
    for path in chosen.files:
        try:
            source = path.read_bytes()
        except OSError as error:
            print(f"{path}: {error.strerror}", file=sys.stderr)
            failed = True
            continue
        reading = read(source, published=chosen.published, data=data, name=path.name)
        if reading.trouble:
            print(f"{path}: {reading.trouble.definition}", file=sys.stderr)
            failed = True
        readings[path.name] = reading
    if chosen.csv:
        _print_rows(readings, data)
    else:
        found = {name: [as_json(d) for d in reading.drafts] for name, reading in readings.items()}
        print(json.dumps(found, ensure_ascii=False, indent=1))
    return int(failed)


def _print_rows(readings: dict[str, Reading], data: Dataset) -> None:
    columns = list(data.package.tables["events"].columns)
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    for reading in readings.values():
        writer.writerows(as_row(draft, columns) for draft in reading.drafts)


if __name__ == "__main__":
    sys.exit(main())
