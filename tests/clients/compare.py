"""Does the code still answer as an earlier revision did? `python -m tests.clients.compare REVISION`

Serves the revision and the working tree, each as a process of its own, asks both the same, and
compares status, headers and what the bodies mean; equal bytes are not read any further. Prints a
Markdown report; exit code 1 where an answer differs whose kind is not in EXPECTED. Of lib/ it knows
the address of the application alone.

Filters are drawn by a seed from what the revision's OpenAPI description declares, most values from
a random record, so that most filters keep something. Each is asked of all tables as JSON and CSV,
of the calendar and the feed; of GeoJSON and the package, Parquet, and Excel by turns. The whole
data set is asked of everything in each language.
"""

import argparse
import itertools
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx

from tests.clients.meanings import differences, meaning, resolved

# Kinds of requests, as in the table of the report, that may differ -> why.
EXPECTED: dict[str, str] = {}

ROOT = Path(__file__).parents[2]
SERVER = ["uvicorn", "lib.api.app:app", "--host", "127.0.0.1", "--port", "0", "--no-access-log"]
SETTINGS = {"VJ_TODAY": "2026-09-01", "VJ_BASE_URL": "https://example.org"}
AT_ONCE = 4
LANGUAGES = ("en", "vi", "ja")
V1 = "/api/v1"
TABLES = {
    form: [f"{V1}/events.{form}", f"{V1}/partnerships.{form}", f"{V1}/localities.{form}"]
    + [f"{V1}/sources.{form}"] * (form != "geojson")
    for form in ("json", "csv", "geojson", "parquet", "xlsx")
}
ALWAYS = [*TABLES["json"], *TABLES["csv"], "/calendar.ics", "/feed.xml"]
TURNS = ([*TABLES["geojson"], f"{V1}/package.zip"], TABLES["parquet"], TABLES["xlsx"])
OTHERS = ("/api/docs", "/api/openapi.json", "/sitemap.xml", "/robots.txt")
HEADERS = re.compile(
    "content-(type|disposition|language|range)|cache-control|link|last-modified|allow"
    "|accept-ranges|location|access-control-.*"
)
# Where the table of events has a parameter's values, if not in a column of its name.
COLUMNS = {"vn": "vn_id", "jp": "jp_id", "field": "fields"}
YEARS = {"from": (1965, 2016), "to": (2017, 2030)}
WORDS = ["da nang", "Đà Nẵng", "Hải Phòng", "hợp tác", "ダナン", "香川県", "覚書", "農業", "water"]
WORDS += ["memorandum", "port hai phong", "xyzzy"]
CURSORS = ("jp-kagawa", "jp-n", "s0100", "vj0200", "vn-hai-phong~jp-kagawa", "zz")

BAD_QUERIES = f"""
    colour=red vn=vn-atlantis vn=jp-kagawa vn=vn-hai-phong&vn=x jp= q= q=%20 q=- q=%CC%81 q=%00
    q=port%0Aport q=%1F q=a%E2%80%AEb %00=1 q=%FF%FE q={"a" * 201} q={"a" * 10_000} q=a&q=b kind=MOU
    formality=5 formality=4.0 status=done grade=D field= from=2014-13 from=2014-02-30 from=0000
    from=١٩٩٩ to=yesterday from=2014&from=2015 from=2020&to=2019 from=2020-05&to=2020-04-30 only=all
    only=signed&only=clair units=both units=signed&units=today lang= lang=fr lang=en&lang=ja limit=0
    limit=-1 limit=1001 limit=1e2 limit= limit=5&limit=6 limit[]=1 cursor= cursor=../x cursor=A
    a=1&kind=b&from=c&limit=d
""".split()
BAD_ADDRESSES = f"""
    {V1}/events.csv?limit=5 {V1}/package.zip?from=2020&to=2019 /calendar.ics?vn=x /feed.xml?colour=1
    /api/docs?vn=vn-hue /robots.txt?x=1 /sitemap.xml?part=0 /sitemap.xml?part=99 /r/vj0141?q=port
    /r/vj9999 /r/vn-hue~x /r/%00 /r/a/b /r/ {V1}/events.xml {V1}/events {V1}/.json {V1}/events.JSON
    {V1}/people.json {V1}/sources.geojson {V1}/%0A /api/v2/events.json /api /api/ /api/docs/ / /x
""".split()
# {etag} is what each side itself gives.
CONDITIONS = """
    Range: bytes=0-9; Range: bytes=5-; Range: bytes=-7; Range: bytes=3-99999999; Range: bytes=9-5;
    Range: bytes=a-b; Range: lines=1-2; Range: bytes=0-1,5-6; Range: bytes=99999999-;
    Range: bytes=-0; Range: bytes=0-9 | If-Range: {etag}; If-None-Match: {etag}; If-None-Match: *;
    If-None-Match: "other", {etag}; If-None-Match: "other";
    If-None-Match: "other" | If-Modified-Since: Tue, 01 Sep 2026 00:00:00 GMT;
    If-Modified-Since: Tue, 01 Sep 2026 00:00:00 GMT; If-Modified-Since: yesterday;
    If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT
"""


@dataclass(frozen=True)
class Asked:
    """A request, and under which kind the report counts it."""

    kind: str
    path: str
    method: str = "GET"
    headers: str = ""


@dataclass(frozen=True)
class Side:
    """A running server."""

    process: subprocess.Popen[bytes]
    log: Path
    client: httpx.Client

    def check(self, well: bool = True) -> None:
        if not well or self.process.poll() is not None:
            raise SystemExit(f"A server does not answer:\n{self.log.read_text(errors='replace')}")

    def data(self, path: str) -> Any:
        return self.client.get(path).raise_for_status().json()

    def ask(self, asked: Asked) -> httpx.Response:
        told = asked.headers
        if "{etag}" in told:
            tag = self.client.head(asked.path).headers.get("etag", "")
            told = told.replace("{etag}", tag)
        headers = dict(line.split(": ", 1) for line in told.split(" | ") if line)
        return self.client.request(asked.method, asked.path, headers=headers)

    def headers(self, answer: httpx.Response) -> dict[str, str]:
        """The headers to compare; where an address of this server stands in them, without it."""
        own = str(self.client.base_url).rstrip("/")
        kept = {n: v for n, v in answer.headers.items() if HEADERS.fullmatch(n)}
        return {name: value.replace(own, "") for name, value in kept.items()}


@contextmanager
def worktree(revision: str, tree: Path) -> Iterator[Path]:
    """The files of a revision in a folder of their own."""
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(tree), revision], check=True)
    try:
        yield tree
    finally:
        subprocess.run([*git, "remove", "--force", str(tree)], check=True)


@contextmanager
def served(tree: Path, log: Path) -> Iterator[Side]:
    """The open data of a tree on a free port."""
    kept = {n: v for n, v in os.environ.items() if n != "PYTHONPATH" and not n.startswith("VJ_")}
    with log.open("wb") as out:
        command, env = [sys.executable, "-m", *SERVER], {**kept, **SETTINGS}
        process = subprocess.Popen(command, cwd=tree, env=env, stdout=out, stderr=out)
    try:
        with httpx.Client(timeout=120) as client:
            side = Side(process, log, client)
            deadline = time.monotonic() + 120
            while not (found := re.search(r"running on (http://[\d.:]+)", log.read_text())):
                side.check(time.monotonic() < deadline)
                time.sleep(0.1)
            client.base_url = httpx.URL(found[1])
            side.check(client.get(f"{V1}/events.json?limit=1").is_success)
            yield side
            side.check()
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


# --- What is asked


def values(rng: random.Random, name: str, schema: Any, record: dict[str, Any]) -> list[str]:
    """Values of a parameter: one, or up to three; the first is mostly that of the record."""
    options = schema.get("items", schema).get("enum")
    if name in YEARS:
        year, month, day = rng.randint(*YEARS[name]), rng.randint(1, 12), rng.randint(1, 28)
        return [f"{year}-{month:02}-{day:02}"[: rng.choice((4, 7, 10))]]
    if not options:
        return [rng.choice(WORDS)]
    held = record.get(COLUMNS.get(name, name))
    known = [str(v) for v in (held if isinstance(held, list) else [held]) if str(v) in options]
    count = rng.randint(1, 3) if schema["type"] == "array" else 1
    found: list[str] = rng.sample(options, min(count, len(options)))
    if known and rng.random() < 0.8:
        first = rng.choice(known)
        return [first, *(value for value in found[1:] if value != first)]
    return found


def filters(old: Side, rng: random.Random, count: int) -> Iterator[list[tuple[str, str]]]:
    """Random filters of at most three parameters, in random units and languages."""
    document = old.data("/api/openapi.json")
    given = document["paths"][f"{V1}/events.csv"]["get"]["parameters"]
    declared = {p["name"]: p["schema"] for p in (resolved(p, document) for p in given)}
    views = [(name, declared.pop(name)["enum"]) for name in ("units", "lang")]
    records = old.data(f"{V1}/events.json?limit=1000")["data"]
    for _ in range(count):
        record = rng.choice(records)
        names = rng.sample(list(declared), rng.choice((0, 1, 1, 2, 2, 2, 3, 3)))
        pairs = [(n, v) for n in names for v in values(rng, n, declared[n], record)]
        yield pairs + [(n, rng.choice(options)) for n, options in views if rng.random() < 0.8]


def plan(old: Side, rng: random.Random, count: int) -> Iterator[Asked]:
    """All requests."""
    whole = [([("lang", lang)], list(itertools.chain(*TURNS))) for lang in LANGUAGES]
    drawn = zip(filters(old, rng, count), itertools.cycle(TURNS), strict=False)
    for pairs, turn in (*whole, *drawn):
        for path in (*ALWAYS, *turn):
            paging = [("limit", rng.choice(("1000", "1000", "7")))] * (rng.random() < 0.8)
            paging += [("cursor", rng.choice(CURSORS))] * (rng.random() < 0.1)
            query = urlencode([*pairs, *(paging if path.endswith(".json") else ())])
            yield Asked(path.removeprefix(V1), f"{path}?{query}")
    pages = [(path, f"{path}?") for path in OTHERS]
    for table, units, most in (
        ("events", "", 40),
        ("partnerships", "", 10),
        ("partnerships", "units=today&", 10),
    ):
        rows = old.data(f"{V1}/{table}.json?{units}limit=1000")["data"]
        found = rng.sample([row["id"] for row in rows], min(most, len(rows)))
        pages += [(f"/r/ of {table}", f"/r/{key}?{units}") for key in found]
    for (kind, path), lang in itertools.product(pages, LANGUAGES):
        yield Asked(kind, f"{path}lang={lang}")
    yield from (Asked("bad queries", f"{V1}/events.json?{query}") for query in BAD_QUERIES)
    yield from (Asked("bad addresses", path) for path in BAD_ADDRESSES)
    for path in (*ALWAYS, *itertools.chain(*TURNS), *OTHERS, "/r/vj0141", "/api/nothing"):
        yield from (Asked(method, path, method) for method in ("HEAD", "OPTIONS", "POST"))
    yield from (Asked("other methods", "/feed.xml", m) for m in ("PUT", "PATCH", "DELETE", "BREW"))
    for told in re.split(r";\s+", CONDITIONS.strip()):
        kind = "ranges" if told.startswith("Range") else "validators"
        yield from (Asked(kind, path, headers=told) for path in (TABLES["csv"][1], "/robots.txt"))


# --- What differs


def compared(asked: Asked, old: Side, new: Side) -> tuple[str, list[str]]:
    """The old side's status, and the first differences."""
    try:
        was, now = (side.ask(asked) for side in (old, new))
    except httpx.HTTPError as error:
        return "none", [f"not answered: {error!r}"]
    found = list(differences(was.status_code, now.status_code, "status"))
    found += differences(old.headers(was), new.headers(now), "headers")
    if was.content != now.content:
        found += itertools.islice(differences(meaning(was), meaning(now), "body"), 3)
    return str(was.status_code), found


def report(results: list[tuple[Asked, str, list[str]]], shown: int) -> Iterator[str]:
    """The Markdown: a table, then the first differences, of each kind by turns."""
    yield "| Kind of request | Asked | Same | Different | Status |\n|---|---:|---:|---:|---|"
    examples: dict[str, list[str]] = {}
    for kind in dict.fromkeys(asked.kind for asked, _, _ in results):
        own = [result for result in results if result[0].kind == kind]
        statuses = ", ".join(f"{s}: {n}" for s, n in sorted(Counter(s for _, s, _ in own).items()))
        examples[kind] = [
            f"- `{a.method} {a.path[:300]}` {a.headers}\n\n      " + "\n      ".join(found)
            for a, _, found in own
            if found
        ]
        count = len(examples[kind])
        why = f", expected: {EXPECTED[kind]}" if count and kind in EXPECTED else ""
        yield f"| {kind} | {len(own)} | {len(own) - count} | {count}{why} | {statuses} |"
    turns = itertools.chain(*itertools.zip_longest(*examples.values()))
    first = set(itertools.islice(filter(None, turns), shown))
    for kind, lines in examples.items():
        if told := [line for line in lines if line in first]:
            yield "\n".join([f"\n## {kind}\n", *told])


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("revision", help="as git knows it")
    parser.add_argument("--filters", type=int, default=200, help="how many are drawn (200)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shown", type=int, default=20, help="how many differences (20)")
    parser.add_argument("--out", type=Path, help="a file for the report too")
    given = parser.parse_args()
    # So that neither servers nor worktree outlive a run that is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    begun = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as name,
        worktree(given.revision, Path(name, "tree")) as tree,
        served(tree, Path(name, "old.log")) as old,
        served(ROOT, Path(name, "new.log")) as new,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        # Two filters can be the same.
        asked = dict.fromkeys(plan(old, random.Random(given.seed), given.filters))
        results = list(pool.map(lambda each: (each, *compared(each, old, new)), asked))
    drawn = f"{given.filters} filters, seed {given.seed}."
    lines = [f"# The working tree against {given.revision}\n\n{drawn}\n"]
    text = "\n".join([*lines, *report(results, given.shown)])
    print(text)
    if given.out:
        given.out.write_text(f"{text}\n", encoding="utf-8")
    print(f"{time.monotonic() - begun:.0f} seconds", file=sys.stderr)
    return int(any(found and each.kind not in EXPECTED for each, _, found in results))


if __name__ == "__main__":
    sys.exit(main())
