"""What Streamlit's front end says by itself, in English alone, in the words of the page.

No setting reaches these texts, so that `probe.js` puts ours in their place as they appear; above
all those that a screen reader says. `{text}` stands for what differs.
"""

from functools import lru_cache

from lib.language.i18n import N_, Localizer

# As Streamlit says it, and what is said instead. A new version may word them anew: a test looks
# each of them up in its files.
BUILT_IN = {
    "No results": N_("No results"),
    "Help": N_("Help"),
    "Help for {text}": N_("Help: {text}"),
    "Open": N_("Open the list"),
    "Add: {text}": N_("Look up: {text}"),
    "Clear value": N_("Clear the choice"),
    "Clear all": N_("Clear all choices"),
    "Skip to main content": N_("Skip to main content"),
    "Page not found": N_("Page not found"),
    "Connection error": N_("Connection error"),
    "Choose options": N_("Choose"),
    "Choose an option": N_("Choose"),
    "Close": N_("Close"),
    "Fullscreen": N_("Full screen"),
    "Fullscreen: {text}": N_("Full screen: {text}"),
    "Search: {text}": N_("Search: {text}"),
    "Show/hide columns: {text}": N_("Choose columns: {text}"),
    "Sidebar": N_("Filters"),
    "Collapse sidebar": N_("Hide the filters"),
    "Expand sidebar": N_("Show the filters"),
    "Link to heading": N_("Link to this heading"),
    "Previous page": N_("Previous page"),
    "Next page": N_("Next page"),
    "Page {text}": N_("Page {text}"),
    "Pagination": N_("Pages of the list"),
    "Upload": N_("Choose a file"),
    "Add files": N_("Choose a file"),
    "Drag and drop a file here": N_("Drop the file here"),
    "{text} per file": N_("{text} per file"),
    "Failed to generate file for download": N_(
        "This file could not be made. Please try again in a minute."
    ),
}


@lru_cache
def texts(words: Localizer) -> list[tuple[str, str]]:
    """Each text of Streamlit's with ours in a language."""
    return [(theirs, words.gettext(ours)) for theirs, ours in BUILT_IN.items()]
