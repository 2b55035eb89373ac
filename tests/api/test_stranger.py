"""A client made by openapi-python-client from the description alone calls every address."""

import importlib
import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

from lib.exports.tables import FORMATS, TABLES

GENERATOR = Path(sys.prefix) / "client" / "bin" / "openapi-python-client"
# What the generator takes for bytes and text; it knows no other media types by itself.
OVERRIDES = {
    **{FORMATS[form]: "application/octet-stream" for form in ("xlsx", "parquet")},
    "application/zip": "application/octet-stream",
    "application/pdf": "application/octet-stream",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        "application/octet-stream"
    ),
    "application/geo+json": "application/json",
    "application/atom+xml": "text/plain",
    "text/calendar": "text/plain",
    # As a body, which is sent as it is.
    "text/plain": "application/octet-stream",
    "text/html": "application/octet-stream",
}
PATHS = {"key": "jp-kagawa", "version": "0.2.0"}


@pytest.fixture(scope="module")
def client(site, tmp_path_factory):
    """The generated package and a client of the server."""
    folder = tmp_path_factory.mktemp("stranger")
    (folder / "openapi.json").write_bytes(site.get("/api/openapi.json").content)
    config = {"content_type_overrides": OVERRIDES, "post_hooks": []}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    command = [str(GENERATOR), "generate", "--path", "openapi.json", "--config", "config.json"]
    command += ["--output-path", "stranger", "--meta", "none", "--fail-on-warning"]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert made.returncode == 0, made.stdout + made.stderr
    sys.path.insert(0, str(folder))
    with importlib.import_module("stranger").Client(base_url=str(site.base_url)) as made_client:
        yield made_client
    sys.path.remove(str(folder))


def operations() -> list[str]:
    tables = [f"tables.{t.name}_{form}" for t in TABLES.values() for form in t.formats]
    others = ["package.package_zip", "package.version_zip", "pages.permanent_page"]
    others += [f"pages.brief_{form}" for form in ("page", "pdf", "docx")]
    return [
        *tables,
        *others,
        *(f"subscriptions.{n}" for n in ("calendar_ics", "feed_xml", "changes_xml")),
    ]


@pytest.mark.parametrize("name", operations())
def test_each_address_is_called_and_read(client, name):
    call = importlib.import_module(f"stranger.api.{name}").sync_detailed
    given = {k: v for k, v in PATHS.items() if k in inspect.signature(call).parameters}
    if name == "pages.permanent_page":
        given = {"key": "vj0001"}
    answer = call(client=client, **given)
    assert answer.status_code == 200
    kind = type(answer.parsed).__name__
    form = name.rpartition("_")[2]
    if form == "json":
        assert answer.parsed.meta.count == len(answer.parsed.data) > 0
        assert answer.parsed.meta.counts.documents > 0
    elif form == "csv":
        assert answer.parsed.startswith("\ufeffid,")
    elif form in ("xlsx", "parquet", "zip", "pdf", "docx"):
        assert kind == "File" and answer.content[:2] in (b"PK", b"PA", b"%P")
    else:
        assert answer.parsed


def test_all_operations_are_called(client):
    package = Path(str(importlib.import_module("stranger").__file__)).parent / "api"
    made = {f"{f.parent.name}.{f.stem}" for f in package.glob("*/*.py") if f.stem != "__init__"}
    # Sending needs a key: tests/api/test_submissions.py and test_articles.py.
    sending = {f"submissions.{name}" for name in ("submission", "submissions", "submissions_send")}
    sending.add("submissions.article_read")
    assert made == {*operations(), *sending}


def test_codes_are_shared_types(client):
    models = importlib.import_module("stranger.models")
    assert models.Status("in_force") is models.Status.IN_FORCE
    for row in (models.Events, models.Partnerships):
        assert "Status" in str(row.__annotations__["status"])
