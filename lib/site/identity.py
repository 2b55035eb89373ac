"""Name, author and licence of the site, each said once."""

NAME = "Vietnam–Japan Local Partnerships"
AUTHOR = "Vietnam–Japan Local Partnerships contributors"
LICENCE = "CC BY 4.0"


LICENCE_ID = "CC-BY-4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
