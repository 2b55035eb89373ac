"""The program: `streamlit run dashboard.py`.

The UI script lies in lib/ and not here beside pages/: with a `pages/` folder next to the script
that calls `st.navigation`, the first visitor of a fresh server who opens a deep link would get the
page's file run alone, without sidebar and filter.
"""

import gc
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from anyio import to_thread
from starlette.middleware import Middleware
from streamlit import net_util

from lib.api import handshakes, unreached
from lib.api.front_door import FrontDoor
from lib.api.headers import SecurityHeaders, inline_scripts
from lib.api.limited import Limited
from lib.api.observed import Observed
from lib.api.routes import ROUTES
from lib.api.static_files import FIRST, LATER, Announced, CompressedStatic, foretold, prepare
from lib.exports import scratch
from lib.inbox.curators import is_loopback
from lib.map import geometry
from lib.site import config, data_watch, departure, kept, links, log, store
from lib.site.pages import PAGES
from lib.ui import bundles, lighter, shell

# The files that Streamlit serves under /static/.
STATIC = Path(st.__file__).parent / "static" / "static"
INDEX = (STATIC.parent / "index.html").read_text(encoding="utf-8")
INDEX_PAGE = foretold(INDEX, STATIC, LATER, map(links.script, kept.AT_ONCE))
# What a page needs first, by path.
SCRIPTS = {f"/{page.path}": FIRST for page in PAGES}
# What stands in the pages' files themselves; no other script of theirs runs.
SCRIPTS_WITHIN = (*inline_scripts(INDEX), unreached.WATCH)
# The path that the server was told to serve everything under, as Streamlit writes it: "/vj".
BASE = "/".join(("", *filter(None, st.get_option("server.baseUrlPath").split("/"))))

# Here, and not in the lifespan, which would show the operator a traceback.
try:
    if config.current().curate_here and not is_loopback(st.get_option("server.address")):
        sys.exit("VJ_CURATE_HERE=on lets everybody curate: it needs --server.address 127.0.0.1")
except config.BadSetting as error:
    sys.exit(str(error))
log.begin()
lighter.install()
handshakes.install()
bundles.install()
# Whenever a page of another site knocks at the socket, Streamlit would ask a host of the web for
# this machine's address, and all visitors would wait. Whoever serves the site says its name.
net_util.get_external_ip = lambda: None


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Load and check the data set before the first visitor comes, and again when it changes."""
    watch, stop = data_watch.DataWatch(geometry.warm), threading.Event()
    departure.on_signal()
    await to_thread.run_sync(store.warm)
    await to_thread.run_sync(geometry.warm)
    # What is loaded stays: no later collection needs to go through it, which stops all visitors.
    gc.collect()
    gc.freeze()
    threading.Thread(target=prepare, args=(STATIC, (*FIRST, *LATER)), daemon=True).start()
    threading.Thread(target=watch.run, args=(stop,), daemon=True).start()
    yield {}
    stop.set()
    scratch.end()


app = st.App(
    Path(__file__).parent / "lib" / "app.py",
    middleware=[
        Middleware(Observed, base=BASE),
        Middleware(SecurityHeaders, scripts=SCRIPTS_WITHIN),
        Middleware(Limited, base=BASE),
        Middleware(CompressedStatic, folder=STATIC, base=BASE),
        Middleware(Announced, folder=STATIC, scripts=SCRIPTS, base=BASE),
        Middleware(FrontDoor, routes=ROUTES, index=INDEX_PAGE, base=BASE),
    ],
    lifespan=lifespan,
    on_script_error=shell.on_error,
)
