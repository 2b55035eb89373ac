"""Name, author and licence of the site, each said once."""

from lib.language.i18n import N_

NAME = N_("Vietnam–Japan Local Partnerships")
AUTHOR = f"{NAME} contributors"
# The part of file names and identifiers that stands for the site.
SLUG = "vietnam-japan"
NAMESPACE = "vietnam-japan-local-partnerships"
LICENCE = "CC BY 4.0"
LICENCE_ID = "CC-BY-4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
