"""What the program writes to its log, and the reference by which a line is found again.

Each line names the request or the run of a page that it belongs to. Nothing of a visitor stands in
it: no network address, no cookie, no query of an address, which may hold a private link.
"""

import logging
import secrets
import sys
import time
from contextvars import ContextVar

from pythonjsonlogger.json import JsonFormatter

from lib.site import config

LOG = logging.getLogger("dashboard")
# Of the request, or the run of a page, that is being answered.
reference: ContextVar[str] = ContextVar("reference", default="")
_FIELDS = ("asctime", "levelname", "name", "message", "reference")
# As RFC 3339 has it, in UTC.
_TIME = "%Y-%m-%dT%H:%M:%SZ"


def new_reference() -> str:
    """Eight letters and digits that a visitor can read out to whoever runs the site."""
    return secrets.token_hex(4)


class Referenced(logging.Filter):
    """Adds to a line the reference of what it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.reference = reference.get()
        return True


def begin() -> None:
    """Write the program's lines to standard error, as text or as JSON (`VJ_LOG`)."""
    as_json = config.current().log == "json"
    line = " ".join(f"%({name})s" for name in _FIELDS)
    formatter = (JsonFormatter if as_json else logging.Formatter)(line, datefmt=_TIME)
    formatter.converter = time.gmtime
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    handler.addFilter(Referenced())
    LOG.handlers[:] = [handler]
    LOG.setLevel(logging.INFO)
