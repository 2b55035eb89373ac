"""When the data changed, and a digest that changes with them."""

import hashlib
import json
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

from lib.language import edtf
from lib.site import store

_LIB = Path(__file__).parents[1]


@lru_cache(maxsize=4)
def release(folder: Path) -> str:
    """A digest of the data and of the code that presents them: changes when an answer can."""
    digest = hashlib.sha256()
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    data = [folder / "datapackage.json", *(folder / r["path"] for r in package["resources"])]
    for file in sorted([*data, *_LIB.rglob("*.py"), *_LIB.rglob("*.po")]):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=8)
def _last_modified(seen: store.Seen) -> datetime:
    catalogue = store.index(seen).catalogue
    days = [edtf.parse(str(catalogue.package["created"])[:10]).first]
    ends = [edtf.parse(text).last for text in catalogue.events["valid_until"] if text]
    days += [end + timedelta(days=1) for end in ends]
    days += [edtf.parse(text).first for text in catalogue.successions["effective_date"]]
    days += catalogue.events["first"].dropna().dt.date.tolist()
    return midnight(max(day for day in days if day <= seen.today))


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
