"""``python -m data.build`` from the root of the repository, with requirements-build.txt installed.

Writes data/localities.csv, data/names.csv and data/boundaries/*.geojson, with the same bytes each
time.
"""

from . import boundaries, localities, names, packages, tables


def main() -> None:
    """Builds everything and says what a person should look at."""
    units = tables.units()
    admin1 = packages.natural_earth_admin1()
    successions = tables.read(tables.DATA / "successions.csv")
    shapes = boundaries.build(units, admin1, successions)
    for name, features in shapes.items():
        size = (tables.BOUNDARIES / f"{name}.geojson").stat().st_size
        print(f"boundaries/{name}.geojson: {len(features)} features, {size:,} bytes")
    notes = localities.build(units, admin1, shapes)
    print(f"localities.csv: {len(units)} localities")
    for note in notes:
        print(f"  {note}")
    names.main()


if __name__ == "__main__":
    main()
