"""What is counted of the running program, in Prometheus' form: declared once, for pages and API.

Nothing that a visitor chose becomes a label: each has few values, all of them ours.
"""

from collections.abc import Callable

from prometheus_client import Counter, Gauge, Histogram, Info

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

RERUNS = Histogram("vj_rerun_seconds", "Runs of a page's script", ["page"], buckets=_SECONDS)
FAILED_RERUNS = Counter("vj_rerun_failures", "Runs of a page's script that failed", ["page"])
REQUESTS = Histogram(
    "vj_request_seconds", "Requests answered, by kind of address", ["kind"], buckets=_SECONDS
)
ANSWERS = Counter("vj_answers", "Answers, by kind of address and status", ["kind", "status"])
UNDER_WAY = Gauge("vj_requests_under_way", "Requests that are being answered", ["kind"])
REFUSED = Counter("vj_refusals", "Requests and sessions refused by a limit", ["limit"])
SESSIONS = Gauge("vj_sessions", "Visitors' sessions that are open")
FILES = Gauge("vj_large_files", "Files of many rows, by whether they are made or wait", ["state"])
EDITION = Info("vj_data", "The data set in use")
LOADED = Gauge("vj_data_loaded_timestamp_seconds", "When the data set in use was loaded")
RELOADS = Counter("vj_data_reloads", "Readings of the data set, by outcome", ["outcome"])
SUBMISSIONS = Counter(
    "vj_submissions", "Contributions received, by way and outcome", ["way", "outcome"]
)


def watch_sessions(count: Callable[[], int]) -> None:
    """Let the number of sessions be asked for at each scrape."""
    SESSIONS.set_function(lambda: float(count()))


def watch_files(counts: Callable[[], tuple[int, int]]) -> None:
    """Let the numbers of large files that are made, and that wait, be asked for at each scrape."""
    FILES.labels("made").set_function(lambda: float(counts()[0]))
    FILES.labels("waiting").set_function(lambda: float(counts()[1]))
