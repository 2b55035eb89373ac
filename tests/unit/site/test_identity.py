"""What is said of the site outside Python is what lib.site.identity and lib.style say."""

from pathlib import Path

import pytest

from lib.exports import citations
from lib.language.i18n import LANGUAGES, words
from lib.site.identity import LICENCE, NAME
from lib.style import palette
from tests.unit.strategies import TODAY, data

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("file", [".streamlit/config.toml", "lib/ui/icon.svg"])
def test_the_site_has_one_colour(file):
    assert palette.hexadecimal(palette.BRAND) in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_a_citation_has_the_name_and_the_licence(lang):
    text = citations.plain(citations.of(data().package, "", "", TODAY), words(lang))
    assert words(lang).gettext(NAME) in text
    assert LICENCE in text
