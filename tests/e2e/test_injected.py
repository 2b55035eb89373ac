"""What somebody brings into a page of ours is refused by the browser, and by the server."""

import time

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.e2e.conftest import HOST, NewPage, Server

# Another origin on this machine: of other hosts the tests allow no request at all.
_FOREIGN = f"http://{HOST}:9"
# What is brought in, and the directive that refuses it.
INJECTED = {
    "inline script": (
        "script-src-elem",
        "add('script').textContent = 'window.ran = 1'",
    ),
    "inline handler": (
        "script-src-attr",
        "add('div').innerHTML = '<img src=\"data:,\" onerror=\"window.ran = 1\">'",
    ),
    "link with a script": (
        "script-src-elem",
        "Object.assign(add('a'), {href: 'javascript:window.ran = 1'}).click()",
    ),
    "text run as a script": ("script-src", "setTimeout('window.ran = 1', 0)"),
    "foreign script": ("script-src-elem", f"add('script').src = '{_FOREIGN}/a.js'"),
    "foreign style": (
        "style-src-elem",
        f"Object.assign(add('link'), {{rel: 'stylesheet', href: '{_FOREIGN}/a.css'}})",
    ),
    "foreign image": ("img-src", f"add('img').src = '{_FOREIGN}/a.png'"),
    "foreign frame": ("frame-src", f"add('iframe').src = '{_FOREIGN}/'"),
    "foreign film": ("media-src", f"add('video').src = '{_FOREIGN}/a.mp4'"),
    "plug-in": ("object-src", "Object.assign(add('object'), {data: '/favicon.ico'})"),
    "foreign request": ("connect-src", f"fetch('{_FOREIGN}/').catch(() => 0)"),
    "foreign socket": (
        "connect-src",
        f"try {{ new WebSocket('ws://{HOST}:9/') }} catch (refused) {{}}",
    ),
    "foreign beacon": ("connect-src", f"navigator.sendBeacon('{_FOREIGN}/', 'x')"),
    "foreign form": (
        "form-action",
        f"Object.assign(add('form'), {{action: '{_FOREIGN}/', method: 'post'}}).submit()",
    ),
    "foreign base": ("base-uri", f"add('base').href = '{_FOREIGN}/'"),
}
_REFUSED = """
act => new Promise(done => {
    const add = name => document.body.appendChild(document.createElement(name))
    const told = event => { done(event.effectiveDirective); clearTimeout(late) }
    const late = setTimeout(() => done("nothing"), 5000)
    document.addEventListener("securitypolicyviolation", told, {once: true})
    ACT
})
"""


def test_nothing_that_is_brought_in_runs_or_reaches_another_place(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/about?lang=en")
    refused = {
        what: tab.page.evaluate(_REFUSED.replace("ACT", act)) for what, (_, act) in INJECTED.items()
    }
    assert refused == {what: directive for what, (directive, _) in INJECTED.items()}
    assert tab.page.evaluate("window.ran") is None
    # And the page itself was drawn without being refused anything.
    assert "about" in tab.page.url


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "file://",
        "http://127.0.0.1.evil.example:{port}",
        "https://evil.example/127.0.0.1:{port}",
        "http://127.0.0.1:{port}@evil.example",
        "http://203.0.113.9:{port}",
    ],
)
def test_a_socket_that_a_foreign_page_opens_is_refused(server: Server, origin: str) -> None:
    address = f"ws://{HOST}:{server.port}/_stcore/stream"
    begun = time.monotonic()
    with pytest.raises(InvalidStatus) as refused:
        connect(address, origin=origin.format(port=server.port), subprotocols=["streamlit"])
    assert refused.value.response.status_code == 403
    # It asks nobody else for that, for which all visitors would wait.
    assert time.monotonic() - begun < 1
    with connect(address, origin=server.url, subprotocols=["streamlit"]) as ours:
        assert ours.subprotocol == "streamlit"
