"""Builds data/names.csv: ``python -m data.build.names``, which needs no further package.

By hand, in other_names.csv: the kana reading of each Japanese locality with its rank, common
abbreviations, former names and other spellings. What is not certain is left out. From these and
units.csv follow: the official forms with the rank, the bare names, and the romaji of the readings
(Hepburn with and without long vowels, and as they are typed: Ōsaka-fu, Osaka-fu, Oosaka).
"""

from lib.upkeep.place_names import derived

from .tables import DATA, UNITS, Row, read, write

COLUMNS = ["locality", "name", "language", "kind"]
BY_HAND = UNITS.with_name("other_names.csv")


def build(units: list[Row], by_hand: list[Row]) -> list[Row]:
    """The rows of names.csv, sorted.

    Raises ValueError where a name by hand is of no locality, or a reading contradicts the label.
    """
    if unknown := {row["locality"] for row in by_hand} - {unit["id"] for unit in units}:
        raise ValueError(f"{BY_HAND.name}: no localities: {sorted(unknown)}")
    readings = {row["locality"]: row["name"] for row in by_hand if row["kind"] == "kana"}
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for unit in units:
        own = [*derived(unit, readings.get(unit["id"], ""))]
        own += [
            (row["name"], row["language"], row["kind"])
            for row in by_hand
            if row["locality"] == unit["id"]
        ]
        labels = {unit[f"name_{lang}"] for lang in ("en", "vi", "ja")}
        for name, language, kind in own:
            if name not in labels:
                names.setdefault((unit["id"], name), (language, kind))
    return [dict(zip(COLUMNS, (*key, *value), strict=True)) for key, value in sorted(names.items())]


def main() -> None:
    """Writes names.csv and says how many names there are."""
    units = sorted(read(UNITS), key=lambda row: row["id"])
    rows = build(units, read(BY_HAND))
    write(DATA / "names.csv", COLUMNS, rows)
    print(f"names.csv: {len(rows)} names")


if __name__ == "__main__":
    main()
