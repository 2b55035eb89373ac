"""Records, partnerships and the data set in schema.org's terms (JSON-LD)."""

from typing import Any

from lib.api.request import ApiRequest
from lib.exports.tables import TABLES
from lib.facts.localities import SIDES
from lib.facts.rows import row as row_of
from lib.language.i18n import LANGUAGES
from lib.site.identity import AUTHOR, LICENCE_URL, NAME
from lib.site.links import API, DOCS, table

CONTEXT = "https://schema.org"


def dataset(view: ApiRequest) -> dict[str, Any]:
    """The data set, with each file that it can be had as."""
    package = view.dataset.package.descriptor
    files = {f"{API}/package.zip": "application/zip"}
    files |= {table(name, "csv"): "text/csv" for name in TABLES}
    return {
        "@context": CONTEXT,
        **_part_of(view),
        "name": view.words.gettext(NAME),
        "description": str(package["description"]),
        "version": view.dataset.version,
        "dateModified": view.dataset.package.created.isoformat(),
        "isAccessibleForFree": True,
        "inLanguage": list(LANGUAGES),
        "keywords": package["keywords"],
        "creator": {"@type": "Organization", "name": AUTHOR},
        "spatialCoverage": [{"@type": "Country", "name": side.name} for side in SIDES.values()],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": form, "contentUrl": view.links.to(path)}
            for path, form in files.items()
        ],
    }


def _part_of(view: ApiRequest) -> dict[str, Any]:
    """The data set as what it is a part of names it."""
    return {
        "@type": "Dataset",
        "@id": view.links.to(f"{DOCS}#dataset"),
        "name": NAME,
        "url": view.links.to(DOCS),
        "license": LICENCE_URL,
    }


def work(
    view: ApiRequest, row: dict[str, Any], title: str, summary: str, date: str
) -> dict[str, Any]:
    """What a record and a partnership have in common: a work about two places, part of the set."""
    key = row["id"]
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "CreativeWork",
        "@id": view.links.to(f"/r/{key}"),
        "identifier": key,
        "url": view.links.record(key, view.lang),
        "name": title,
        "description": summary,
        "inLanguage": view.lang,
        "license": LICENCE_URL,
        "version": view.dataset.version,
        "about": [place(view, row[f"{side}_id"]) for side in SIDES],
        "isPartOf": _part_of(view),
    }
    if date:
        found["temporalCoverage"] = date
    return found


def place(view: ApiRequest, key: str) -> dict[str, Any]:
    """A locality, with the catalogues that know it too."""
    unit = row_of(view.dataset.localities, key)
    found: dict[str, Any] = {
        "@type": "AdministrativeArea",
        "name": view.dataset.full_name(key, view.lang),
        "alternateName": sorted({getattr(unit, f"name_{lang}") for lang in LANGUAGES}),
        "identifier": unit.iso_3166_2 or key,
        "address": {"@type": "PostalAddress", "addressCountry": unit.country},
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": unit.latitude,
            "longitude": unit.longitude,
        },
    }
    same = []
    if unit.wikidata_id:
        same.append(f"https://www.wikidata.org/entity/{unit.wikidata_id}")
    if unit.geonames_id:
        same.append(f"https://sws.geonames.org/{unit.geonames_id}/")
    return {**found, "sameAs": same} if same else found
