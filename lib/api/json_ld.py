"""Records, partnerships and the data set in schema.org's terms (JSON-LD)."""

from typing import Any

from lib.api.request import ApiRequest
from lib.api.tables import PREFIX
from lib.exports.tables import TABLES
from lib.facts.rows import row
from lib.site.identity import AUTHOR, LICENCE_URL

CONTEXT = "https://schema.org"


def dataset(asked: ApiRequest) -> dict[str, Any]:
    """The data set, with each file that it can be had as."""
    package = asked.dataset.package.descriptor
    files = [
        {
            "@type": "DataDownload",
            "encodingFormat": form,
            "contentUrl": f"{asked.links.base}{PREFIX}/{name}",
        }
        for name, form in (
            ("package.zip", "application/zip"),
            *((f"{t.name}.csv", "text/csv") for t in TABLES.values()),
        )
    ]
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": f"{asked.links.base}/api/docs#dataset",
        "name": asked.words.gettext("Vietnam–Japan Local Partnerships"),
        "description": str(package["description"]),
        "url": f"{asked.links.base}/api/docs",
        "version": asked.dataset.version,
        "dateModified": str(package["created"])[:10],
        "license": LICENCE_URL,
        "isAccessibleForFree": True,
        "inLanguage": ["en", "vi", "ja"],
        "keywords": package["keywords"],
        "creator": {"@type": "Organization", "name": AUTHOR},
        "spatialCoverage": [
            {"@type": "Country", "name": "Vietnam"},
            {"@type": "Country", "name": "Japan"},
        ],
        "distribution": files,
    }


def about(
    asked: ApiRequest, key: str, title: str, summary: str, date: str, sides: tuple[str, str]
) -> dict[str, Any]:
    """What a record and a partnership have in common: a work about two places, part of the set."""
    told: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "CreativeWork",
        "@id": f"{asked.links.base}/r/{key}",
        "identifier": key,
        "url": asked.links.record(key, asked.lang),
        "name": title,
        "description": summary,
        "inLanguage": asked.lang,
        "license": LICENCE_URL,
        "version": asked.dataset.version,
        "about": [place(asked, side) for side in sides],
        "isPartOf": {
            "@type": "Dataset",
            "@id": f"{asked.links.base}/api/docs#dataset",
            "name": "Vietnam–Japan Local Partnerships",
            "url": f"{asked.links.base}/api/docs",
            "license": LICENCE_URL,
        },
    }
    if date:
        told["temporalCoverage"] = date
    return told


def place(asked: ApiRequest, key: str) -> dict[str, Any]:
    """A locality, with the catalogues that know it too."""
    unit = row(asked.dataset.localities, key)
    same = []
    if unit.wikidata_id:
        same.append(f"https://www.wikidata.org/entity/{unit.wikidata_id}")
    if unit.geonames_id:
        same.append(f"https://sws.geonames.org/{unit.geonames_id}/")
    told: dict[str, Any] = {
        "@type": "AdministrativeArea",
        "name": asked.dataset.full_name(key, asked.lang),
        "alternateName": sorted({unit.name_en, unit.name_vi, unit.name_ja}),
        "identifier": unit.iso_3166_2 or key,
        "address": {"@type": "PostalAddress", "addressCountry": unit.country},
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": unit.latitude,
            "longitude": unit.longitude,
        },
    }
    if same:
        told["sameAs"] = same
    return told
