"""The page for curators: who may see it, and what they can do there."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from lib.inbox import curators, desk, guard, post, submission
from lib.inbox import store as inbox
from lib.inbox.post import Sender
from lib.inbox.states import Act, Overtaken, State
from lib.site import store
from lib.ui.curating import access
from tests import stores
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
SATO, AN = "sato@example.org", "an@example.org"


@pytest.fixture
def letters(tmp_path, monkeypatch):
    """The numbers of two submissions in a store of their own."""
    monkeypatch.setenv("VJ_DATABASE", stores.sqlite(tmp_path / "inbox.db"))
    guard.forget()
    data = store.load()
    assert data is not None
    yield [
        post.send(submission.read(raw), Sender("192.0.2.1"), edition=data.edition).number
        for raw in (NEW, CORRECTION)
    ]
    guard.forget()
    inbox.close()


def opened(monkeypatch, curator=SATO, **params):
    if curator is not None:
        monkeypatch.setattr(access, "curator", lambda: curator)
    app = AppTest.from_file(str(ROOT / "lib" / "app.py"), default_timeout=60)
    for name, value in {"lang": "en", **params}.items():
        app.query_params[name] = value
    app.switch_page(str(ROOT / "pages" / "curate.py"))
    app.run()
    assert not app.exception
    return app


def html(app):
    return "\n".join(each.proto.body for each in app.get("html"))


def told(app):
    """Titles and texts of all that is told in a box, as they are read."""
    boxes = (*app.success, *app.warning, *app.error, *app.info)
    written = " ".join(f"{each.proto.title} {each.value}" for each in boxes)
    return re.sub(r"\\(?=[^\w\s])", "", written)


def press(app, key):
    app.button(key=f"curating_{key}").click().run()
    assert not app.exception
    return app


def queue(app):
    """The numbers in the queue."""
    listed = next((h.proto.body for h in app.get("html") if "vj-queue" in h.proto.body), "")
    return re.findall(r"item=(c\d+)", listed)


def state(number):
    return desk.item(number).item.state


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"VJ_CURATORS": SATO},
        {"VJ_INBOX": "off", "VJ_CURATE_HERE": "on"},
        # Whoever asks by no name of this machine, as an `AppTest` does, does not sit at it.
        {"VJ_CURATE_HERE": "on"},
    ],
    ids=["none", "account", "off", "here"],
)
def test_others_see_a_plain_page_and_no_link_to_it(letters, monkeypatch, settings):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    app = opened(monkeypatch, None, item=letters[0])
    assert "curators of this site" in told(app) or "not taken in by a form" in told(app)
    assert "cảng" not in html(app)
    assert "an@example.org" not in html(app)
    assert 'href="./curate' not in html(app).partition('<nav class="vj-switch"')[0]
    assert not [b for b in app.button if str(b.key).startswith("curating")]
    assert desk.item(letters[0]).log[-1].act is Act.SENT


@pytest.mark.parametrize("lang", ["en", "vi", "ja"])
def test_a_submission_stands_beside_what_it_would_change(letters, monkeypatch, lang):
    app = opened(monkeypatch, item=letters[1], lang=lang)
    assert "<del>" not in html(app)
    assert "Exchange agreement<ins> on ports</ins>" in html(app).replace("</ins><ins>", "")
    assert 'aria-current="true"' in html(app)
    assert f">{letters[0]}</a>" in html(app)
    app = opened(monkeypatch, item=letters[0], lang=lang)
    # What a sender writes is text.
    assert "&lt;b&gt;Xin&lt;/b&gt; xem" in html(app)
    assert "an@example.org" in html(app)


def test_a_decision_opens_the_next_and_the_sender_reads_why(letters, monkeypatch):
    app = press(opened(monkeypatch), "A")
    assert state(letters[0]) is State.ACCEPTED
    assert "c0001 is accepted" in told(app)
    assert app.query_params["item"] == letters[1]
    press(press(app, "X"), "reason_1")
    full = desk.item(letters[1])
    assert (full.item.state, full.reason) == (State.REJECTED, "The source does not say so.")
    assert full.log[-1].actor == SATO
    assert "Nothing waits here." in [each.value for each in app.caption]


def test_a_reason_is_given_in_the_language_of_the_sender(letters, monkeypatch):
    app = opened(monkeypatch, item=letters[0], lang="ja")
    press(press(app, "X"), "reason_2")
    assert desk.item(letters[0]).reason == "Nội dung này đã được ghi nhận."


def test_a_question_waits_for_an_answer(letters, monkeypatch):
    app = press(opened(monkeypatch, item=letters[1]), "Q")
    app.text_area(key=f"curating_ask_{letters[1]}").input("Which page?")
    next(b for b in app.button if b.label == "Send the question").click().run()
    full = desk.item(letters[1])
    assert (full.item.state, full.messages[-1].text) == (State.ASKED, "Which page?")
    # The other one opens, as after a decision; the question stands at the one that was asked.
    assert app.query_params["item"] == letters[0]
    assert "Which page?" in html(opened(monkeypatch, item=letters[1]))


def test_missing_texts_are_asked_for_and_a_whole_edit_is_saved(letters, monkeypatch):
    app = opened(monkeypatch, item=letters[0])
    start = f"curating:{letters[0]}:"
    asked = [str(each.key) for each in (*app.text_input, *app.text_area) if start in str(each.key)]
    paths = {key.removeprefix(start) for key in asked}
    assert {"texts.en.title", "texts.ja.summary", "sources.0.en.supports"} <= paths
    assert "texts.vi.title" not in paths
    app.text_input(key=f"{start}texts.en.title").input("Memorandum on ports")
    next(b for b in app.button if b.label == "Save").click().run()
    edited = desk.item(letters[0]).edited
    assert edited is not None
    assert edited.translations["en"] == {"title": "Memorandum on ports"}
    assert edited.event == submission.read(NEW).event

    app = press(app, "E")
    app.selectbox(key=f"{start}event.kind").set_value("renewal")
    app.text_input(key=f"{start}event.date").input("not a date")
    next(b for b in app.button if b.label == "Save").click().run()
    assert "no date that exists" in told(app)
    assert desk.item(letters[0]).edited == edited
    # What was typed is still there.
    assert app.text_input(key=f"{start}event.date").value == "not a date"
    app.text_input(key=f"{start}event.date").input("2026-10")
    next(b for b in app.button if b.label == "Save").click().run()
    current = desk.item(letters[0]).current
    assert (current.event["kind"], current.event["date"]) == ("renewal", "2026-10")
    assert current.sources == submission.read(NEW).sources


ARTICLE = (
    "Ngày 6/10/2026\n\nSáng 5/10, thành phố Hải Phòng và tỉnh Kagawa (Nhật Bản) ký Bản ghi nhớ "
    "về giáo dục, du lịch. Ngày 29/8/2024, hai địa phương đã ký thỏa thuận hữu nghị, hợp tác."
)


def paste(app, text=ARTICLE):
    app.text_area(key="c_article_text").input(text)
    app.button(key="article_read").click().run()
    assert not app.exception
    return app


def test_an_article_beside_a_submission_fills_its_fields(letters, monkeypatch):
    app = paste(opened(monkeypatch, item=letters[0]))
    app.button(key="article_take_all").click().run()
    start = f"curating:{letters[0]}:event."
    # What is not taken yet is not there, and a second time it is put in anew.
    for day in ("2026-10-05", "2026-10-05"):
        press(app, "article_put")
        assert [e.value for e in app.text_input if f"{start}date" in str(e.key)] == [day]
        next(e for e in app.text_input if f"{start}date" in str(e.key)).input("2026").run()
    press(app, "article_put")
    next(b for b in app.button if b.label == "Save").click().run()
    current = desk.item(letters[0]).current
    assert (current.event["date"], current.event["vn_id"]) == ("2026-10-05", "vn-hai-phong")
    # What is doubtful is not taken with the rest, and what the article does not say stays.
    assert current.event["fields"] == "water"
    assert current.event["summary"] == "Ký tại Takamatsu."
    assert desk.item(letters[0]).proposal.event["date"] == "2026-10-02"
    # Each submission has an article of its own.
    app = press(app, "N")
    assert app.query_params["item"] == letters[1]
    assert app.text_area(key="c_article_text").value == ""


def test_an_article_beside_a_submission_begins_another(letters, monkeypatch):
    app = paste(opened(monkeypatch, item=letters[1], lang="vi"))
    app.button(key="article_take_all").click().run()
    press(app, "article_begin")
    kept = app.session_state["contribution"]
    assert kept.draft["event.date"] == "2026-10-05" and len(kept.article.drafts) == 2
    assert [e.value for e in app.text_input if str(e.key).startswith("c_event_date")]
    assert desk.item(letters[1]).edited is None
    # What is recorded already gets the article as a source.
    app = paste(opened(monkeypatch, item=letters[1]))
    next(r for r in app.radio if "article_draft" in str(r.key)).set_value(1).run()
    app.button(key="article_known_add").click().run()
    assert not app.exception
    kept = app.session_state["contribution"]
    assert kept.origin[0] == "vj0141" and "29/8/2024" in kept.draft["sources.0.supports"]
    assert desk.item(letters[1]).edited is None


@pytest.mark.parametrize("lang", ["en", "vi", "ja"])
def test_an_article_that_tells_nothing_is_said_so(letters, monkeypatch, lang):
    app = opened(monkeypatch, item=letters[0], lang=lang)
    paste(app, "Ngày 6/10/2026. Sáng nay trời mưa to ở nhiều nơi, học sinh được nghỉ học cả ngày.")
    assert not [b for b in app.button if str(b.key).startswith("curating_article")]
    paste(press(app, "N"), "")
    assert "vj-problem" in html(app)


def test_of_two_curators_the_second_is_told_and_nothing_is_overwritten(letters, monkeypatch):
    number = letters[1]
    first, second = (opened(monkeypatch, who, item=number) for who in (SATO, AN))
    assert "sato@example.org has opened this too" in told(second)
    monkeypatch.setattr(access, "curator", lambda: SATO)
    press(first, "A")
    monkeypatch.setattr(access, "curator", lambda: AN)
    press(second, "A")
    assert "sato@example.org was quicker with c0002: Accepted" in told(second)
    full = desk.item(number)
    assert [entry.act for entry in full.log].count(Act.ACCEPTED) == 1
    # Who was at something else meanwhile is told as soon as the page is drawn anew.
    press(second, "U")
    monkeypatch.setattr(access, "curator", lambda: SATO)
    press(opened(monkeypatch, SATO, item=number), "A")
    monkeypatch.setattr(access, "curator", lambda: AN)
    press(second, "X")
    assert "sato@example.org was quicker with c0002: Accepted" in told(second)
    full = desk.item(number)
    assert (full.item.state, full.reason) == (State.ACCEPTED, "")
    with pytest.raises(Overtaken):
        desk.reject(number, 1, "No", AN)
    # Whoever is taken off the list meanwhile can do no more.
    monkeypatch.setattr(access, "curator", lambda: None)
    press(first, "A")
    assert "curators of this site" in told(first)
    assert state(letters[0]) is State.WAITING


def test_the_queue_is_filtered_and_what_is_accepted_is_told(letters, monkeypatch):
    app = opened(monkeypatch)
    app.multiselect(key="queue_wish").set_value(["correction"]).run()
    assert queue(app) == [letters[1]]
    app.multiselect(key="queue_place").set_value(["vn-hue"]).run()
    assert queue(app) == []
    app.multiselect(key="queue_place").set_value(["vn-hai-phong"]).run()
    assert queue(app) == [letters[1]]
    press(app, "A")
    assert "1 accepted, not yet published" in [each.label for each in app.expander]
    # Publishing from the page is off unless the installation turns it on.
    assert not [b for b in app.button if b.key == "publish"]
    app.session_state["curating_publish"] = True
    app.run()
    assert any("make publish" in each.value for each in app.caption)
    monkeypatch.setenv("VJ_PUBLISH", "on")
    app.run()
    assert app.button(key="publish").disabled


def test_without_the_store_the_page_says_so(letters, monkeypatch, tmp_path):
    inbox.close()
    (tmp_path / "no").write_text("no folder")
    monkeypatch.setenv("VJ_DATABASE", f"sqlite:///{tmp_path}/no/inbox.db")
    assert "cannot be asked at the moment" in told(opened(monkeypatch))
    monkeypatch.setenv("VJ_DATABASE", f"sqlite:///{tmp_path}/inbox.db")
    inbox.close()
    assert "no submission of this number" in told(opened(monkeypatch, item="c9999"))
    assert "no submission of this number" in told(opened(monkeypatch, item="'; DROP"))


@pytest.mark.parametrize(
    ("user", "curator"),
    [
        ({"is_logged_in": True, "email": "Sato@Example.org", "email_verified": True}, SATO),
        ({"is_logged_in": True, "email": SATO, "email_verified": False}, None),
        ({"is_logged_in": True, "email": SATO, "email_verified": "true"}, None),
        ({"is_logged_in": True, "email": SATO}, None),
        ({"is_logged_in": True, "email": AN, "email_verified": True}, None),
        ({"is_logged_in": False, "email": SATO, "email_verified": True}, None),
        ({"is_logged_in": True, "email": [SATO], "email_verified": True}, None),
        ({}, None),
    ],
)
def test_an_account_is_a_curator_by_an_address_that_its_provider_has_seen(user, curator):
    assert curators.signed_in(user, frozenset({SATO})) == curator


@pytest.mark.parametrize(
    ("headers", "url", "here"),
    [
        ({"Host": "127.0.0.1:8501"}, "http://127.0.0.1:8501/curate", True),
        ({"Host": "localhost:8501"}, "http://localhost:8501/curate", True),
        ({"Host": "[::1]:8501"}, None, True),
        ({"Host": "example.org"}, "http://example.org/curate", False),
        ({"Host": "127.0.0.1:8501", "X-Forwarded-For": "203.0.113.7"}, None, False),
        ({"Host": "localhost", "x-real-ip": "203.0.113.7"}, None, False),
        ({"Host": "localhost", "Via": "1.1 proxy"}, None, False),
        ({"Host": "127.0.0.1.example.org"}, None, False),
        ({"Host": "localhost"}, "http://evil.example/curate", False),
        ({}, None, False),
        ({"Host": "["}, None, False),
    ],
)
def test_who_sits_at_the_machine_comes_by_its_own_name_and_through_no_proxy(headers, url, here):
    assert curators.is_here(headers, url) is here
