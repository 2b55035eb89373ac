"""The sheets as answers: each form in each language, validators, and what is no sheet."""

import io

import docx
import pypdf
import pytest

from lib.exports.brief import docx_file, pdf_file
from lib.language.i18n import LANGUAGES
from tests.unit.strategies import index

PAIR = "vn-hai-phong~jp-kagawa"
FORMS = {"": "text/html; charset=utf-8", ".pdf": pdf_file.MEDIA_TYPE, ".docx": docx_file.MEDIA_TYPE}


def read(form: str, content: bytes) -> str:
    if form == ".pdf":
        (page,) = pypdf.PdfReader(io.BytesIO(content)).pages
        return page.extract_text()
    if form == ".docx":
        root = docx.Document(io.BytesIO(content)).element
        return "".join(node.text or "" for node in root.iter() if node.tag.endswith("}t"))
    return content.decode()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_in_the_language_asked_for(site, form, lang):
    path = f"/brief/jp-kanagawa{form}?lang={lang}"
    answer = site.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMS[form]
    assert answer.headers["content-language"] == lang
    text = read(form, answer.content)
    assert all(index().dataset.full_name("jp-kanagawa", each) in text for each in LANGUAGES)
    again = site.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304 and not again.content
    head = site.head(path)
    assert head.status_code == 200 and not head.content
    assert head.headers["etag"] == answer.headers["etag"]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("JP-Kagawa", "jp-kagawa"),
        ("jp-kagawa)", "jp-kagawa"),
        ("jp-kagawa~vn-hai-phong", PAIR),
        ("VN-Hai-Phong~JP-Kagawa", PAIR),
        ("vn_hue", "vn-hue"),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_what_is_plainly_meant_is_led_to(site, asked, meant, form):
    answer = site.get(f"/brief/{asked}{form}?lang=vi")
    assert answer.status_code == 307
    assert str(answer.next_request.url).endswith(f"/brief/{meant}{form}?lang=vi")


@pytest.mark.parametrize("key", ["xyz", "vj0001", "vn-hue~jp-x", "a~b~c", "vn-hue~vn-hanoi", "%00"])
@pytest.mark.parametrize("form", FORMS)
def test_what_is_no_locality_and_no_pair_is_not_found(site, key, form):
    answer = site.get(f"/brief/{key}{form}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("query", ["lang=xx", "vn=vn-hue", "units=then", "q=a", "v=9.9.9"])
def test_parameters_that_it_does_not_take_are_refused(site, query):
    assert site.get(f"/brief/jp-kagawa.pdf?{query}").status_code == 400


def test_a_pair_leads_to_its_sheet(site):
    page = site.get(f"/r/{PAIR}?lang=ja").text
    for form in FORMS:
        assert f'href="../brief/{PAIR}{form}?lang=ja"' in page
