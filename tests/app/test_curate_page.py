"""The page for curators: who may see it, and what they can do there."""

import os

import pytest
from streamlit.testing.v1 import AppTest

from lib.inbox import desk, post, submission
from lib.inbox import store as inbox
from lib.inbox.post import Sender
from lib.inbox.states import State
from lib.site import store
from lib.ui.curating import access
from tests.app.opening import ROOT

NEW = {
    "wish": "new",
    "lang": "vi",
    "event": {
        **{"vn_id": "vn-hai-phong", "jp_id": "jp-kagawa", "kind": "mou", "date": "2026-10-02"},
        **{"title": "Bản ghi nhớ về cảng", "summary": "Ký tại Takamatsu.", "fields": "water"},
    },
    "sources": [
        {"url": "https://haiphong.gov.vn/tin/123", "published": "2026-10-03", "supports": "lễ ký"}
    ],
    "note": "<b>Xin</b> xem",
    "contact": "an@example.org",
}
CORRECTION = {
    "wish": "correction",
    "lang": "en",
    "record": "vj0141",
    "event": {"title": "Exchange agreement on ports"},
    "sources": [{"url": "https://www.pref.kagawa.lg.jp/1", "supports": "on ports"}],
}


@pytest.fixture
def letters(tmp_path, monkeypatch):
    """The numbers of two submissions in a store of their own."""
    monkeypatch.setenv("VJ_DATABASE", f"sqlite:///{tmp_path}/inbox.db")
    edition = store.load().edition
    numbers = [
        post.send(submission.read(raw), Sender("192.0.2.1"), edition=edition).number
        for raw in (NEW, CORRECTION)
    ]
    yield numbers
    inbox.close()


def page(monkeypatch, curator="sato@example.org", **params):
    monkeypatch.setattr(access, "curator", lambda: curator)
    app = AppTest.from_file(str(ROOT / "lib" / "app.py"), default_timeout=60)
    for name, value in params.items():
        app.query_params[name] = value
    app.switch_page(str(ROOT / "pages" / "curate.py"))
    app.run()
    assert not app.exception
    return app


def texts(app):
    return "\n".join(
        str(getattr(each, "value", "")) or str(getattr(each.proto, "body", "")) for each in app.main
    )


def test_try(letters, monkeypatch):
    app = page(monkeypatch, lang="en")
    print([h.proto.body if hasattr(h.proto, "body") else "" for h in app.get("html")])
    print([b.label for b in app.button])
    print([c.value for c in app.caption], [e.value for e in app.error])
    assert 0
