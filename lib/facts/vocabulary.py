"""Codes of the tables that have no table of their own, in words."""

from lib.language.i18n import N_

SIGNATORIES = {
    "government": N_("Both localities’ own governments"),
    "assembly": N_("Assembly"),
    "agency": N_("Agency or public body"),
    "organisation": N_("Chamber, association or company"),
}
SOURCE_KINDS = {
    "official": N_("Official source"),
    "press": N_("Press"),
    "organisation": N_("Organisation"),
    "other": N_("Blog, wiki or copy"),
}
RELATIONS = {
    "supports": N_("Supports"),
    "context": N_("Gives context"),
    "contradicts": N_("Contradicts"),
}
SIDES = {
    "both": N_("Known from both sides’ sources"),
    "vn": N_("Known from Vietnamese sources only"),
    "jp": N_("Known from Japanese sources only"),
    "other": N_("Known from third parties’ sources only"),
}
CONFIDENCE = {
    "high": N_("High: a source states parties, act and date or year"),
    "medium": N_("Medium: something is inferred, as the notes say"),
    "low": N_("Low: a passing mention"),
}
LEVELS = {
    "province": N_("Province"),
    "municipality": N_("Centrally run city"),
    "provincial_city": N_("Provincial city"),
    "district": N_("District"),
    "prefecture": N_("Prefecture"),
    "city": N_("City"),
    "town": N_("Town"),
    "village": N_("Village"),
    "region": N_("Region"),
}
SUCCESSION_REASONS = {
    "merged": N_("merged into"),
    "became_municipality": N_("became the centrally run city of"),
    "dissolved_into": N_("dissolved into"),
    "district_level_abolished": N_("district level abolished; territory in"),
    "renamed": N_("renamed to"),
}
