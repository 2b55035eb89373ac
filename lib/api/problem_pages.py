"""What went wrong, told to whoever asked: problem details to programs, a page to people.

The page says it in every language, since who comes by a wrong address has told none, offers what
may have been meant, and leads on to the pages that there are. Before that stands what is plainly
meant: `lib.site.arrivals`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qsl

from fastapi.exceptions import RequestValidationError
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lib.api import html, negotiation, offices, problems, refusals
from lib.api.problems import Problem
from lib.api.request import base_url, local_path
from lib.exports import scratch
from lib.exports.tables import TABLES
from lib.facts.perspective import DEFAULT_UNITS, Perspective
from lib.filter.index import FilterIndex
from lib.filter.parameters import CHOICES, PARAMETERS
from lib.language.i18n import LANGUAGES, N_, Localizer, words
from lib.language.quoting import printable
from lib.site import arrivals, links, log, store
from lib.site.links import DOCS, Links
from lib.site.pages import PAGES

_HEADINGS = {
    problems.NOT_FOUND: N_("There is no page at this address"),
    problems.BAD_PARAMETER: N_("This address holds something that is not known here"),
    problems.NO_DATA: N_("The data set could not be loaded."),
    problems.NO_ROOM: problems.NO_ROOM.title,
}
_HEADING = N_("This address cannot be answered")
_ADVICE = {
    problems.NOT_FOUND: N_("It may have been copied incompletely or typed with a mistake."),
    problems.BAD_PARAMETER: N_(
        "Nothing is left out in silence, so that nobody sees other records than were shared."
    ),
    problems.NO_DATA: N_("Please try again later."),
    problems.FAILED: N_("Please try again later."),
    problems.NO_ROOM: N_("Please try again later."),
    problems.BUSY: N_("Please try again later."),
    problems.TOO_MANY: N_("Please wait a minute. Other visitors go on meanwhile."),
    problems.FULL: N_("Please try again in a minute. Who has a page open goes on."),
    problems.LEAVING: N_("Please reload the page in a few seconds."),
}


async def on_problem(request: Request, error: Exception) -> Response:
    """A request that is not answered."""
    assert isinstance(error, Problem)
    return answer(request, error, error.headers)


async def on_refused(request: Request, error: Exception) -> Response:
    """Parameters that are not understood; to those that are meant, where that is plain."""
    assert isinstance(error, RequestValidationError)
    names = request.state.parameters
    path = local_path(request.scope)
    if is_for_people(path) or negotiation.wants_page(request.headers):
        given = parse_qsl(request.url.query, keep_blank_values=True)
        known = arrivals.choices(store.viewpoint(DEFAULT_UNITS))
        better = arrivals.tidied(given, {n: v for n, v in known.items() if n in names})
        if better != given:
            return redirect(path, path, better)
    order = list(request.query_params)
    return answer(request, refusals.told(list(error.errors()), order, names, base_url(request)))


async def on_http_exception(request: Request, error: Exception) -> Response:
    """What the router raises: no such route, or another method."""
    assert isinstance(error, HTTPException)
    if error.status_code == problems.METHOD.status:
        path = local_path(request.scope)
        methods = offices.methods(path) if offices.is_here(path) else problems.METHODS
        detail = f"{printable(request.method)} is not possible here; {methods} are."
        return answer(request, Problem(problems.METHOD, detail), {"Allow": methods})
    return not_found(request)


async def on_broken_data(request: Request, _error: Exception) -> Response:
    """The data package did not pass its checks."""
    return answer(request, Problem(problems.NO_DATA, "What is wrong stands in the server's log."))


async def on_failure(request: Request, error: Exception) -> Response:
    """Anything unforeseen. Starlette raises it on to the server, which logs it."""
    reference = log.reference.get()
    kind = problems.NO_ROOM if scratch.lacks_room(error) else problems.FAILED
    detail = f"The failure has been noted as {reference}."
    return answer(request, Problem(kind, detail, {"reference": reference}))


def leaving(request: Request) -> Response:
    """A new visitor of a program that is about to leave; a proxy asks the next replica on 503."""
    problem = Problem(problems.LEAVING, "Open pages go on; new ones are served in a moment.")
    return answer(request, problem, {"Retry-After": "2"})


def too_many(request: Request, seconds: int) -> Response:
    """One client asks faster than a limit lets it."""
    detail = f"Ask again in {seconds} seconds. The whole data set is one file: {DOCS}"
    return answer(request, Problem(problems.TOO_MANY, detail), {"Retry-After": str(seconds)})


def too_large(request: Request, kind: problems.Kind, most: int) -> Response:
    """A request that is larger than any that is meant: its headers, address or body."""
    return answer(request, Problem(kind, f"At most {most} bytes are taken."))


def full(request: Request) -> Response:
    """So many visitors are here that a further one would make all of them wait."""
    problem = Problem(problems.FULL, "Open pages go on; open data are answered.")
    return answer(request, problem, {"Retry-After": "60"})


def is_for_people(path: str) -> bool:
    """Whether a person reads what is at a path, by whatever program it is fetched."""
    return path.startswith(("/r/", "/brief/")) or path == DOCS


def redirect(path: str, to: str, pairs: arrivals.Pairs) -> Response:
    """To another address of the site, told relative to `path`."""
    params: dict[str, list[str]] = {}
    for name, value in pairs:
        params.setdefault(name, []).append(value)
    return RedirectResponse(Links.near(path).to(to, params))


def not_found(request: Request) -> Response:
    """To what a path that leads nowhere means; else, that nothing is there."""
    path = local_path(request.scope)
    page = negotiation.wants_page(request.headers)
    if store.load() is not None and (page or not path.startswith("/api")):
        meant = arrivals.meant(path, store.viewpoint(DEFAULT_UNITS))
        if meant is not None and meant[0] != path:
            kept = parse_qsl(request.url.query, keep_blank_values=True)
            return redirect(path, meant[0], [*kept, *meant[1].items()])
    detail = f"Nothing is at {printable(path)}. What there is: {DOCS}"
    return answer(request, Problem(problems.NOT_FOUND, detail))


def no_page(request: Request) -> Response:
    """The same where pages are: the page also for whoever takes anything."""
    taken = MutableHeaders(raw=list(request.scope["headers"]))
    taken["accept"] = html.MEDIA_TYPE.partition(";")[0]
    return not_found(Request({**request.scope, "headers": taken.raw}))


def answer(
    request: Request, problem: Problem, headers: Mapping[str, str] | None = None
) -> Response:
    """The page for whoever accepts one, else the problem document."""
    sent = {"Cache-Control": "no-store", "Vary": "Accept, Accept-Language", **(headers or {})}
    if not negotiation.wants_page(request.headers):
        lang = _language(request)
        return problems.document(problem.kind, problem.detail, problem.more, sent, lang)
    return Response(page(request, problem), problem.kind.status, sent, media_type=html.MEDIA_TYPE)


def page(request: Request, problem: Problem) -> bytes:
    """The page, with the reader's own language first."""
    path = local_path(request.scope)
    first = _language(request)
    values = {
        "near": Links.near(path),
        "all_words": [words(lang) for lang in dict.fromkeys((first, *LANGUAGES))],
        "heading": _HEADINGS.get(problem.kind, _HEADING),
        "advice": _ADVICE.get(problem.kind, ""),
        "wrong": _wrong(path, problem),
        "offers": _offers(request, problem) if store.load() is not None else [],
        "PAGES": [page for page in PAGES if page.listed()],
    }
    return html.environment().get_template("problem.html").render(values).encode()


def _language(request: Request) -> str:
    """The language that the address asks for, else the client."""
    asked = arrivals.language_of(request.query_params.get("lang", ""))
    return asked or negotiation.language(request.headers)


def _wrong(path: str, problem: Problem) -> list[str]:
    """The parts of the address that are not understood; the reference of a failure."""
    if problem.kind in (problems.FAILED, problems.NO_ROOM):
        return [problem.more["reference"]]
    if problem.kind == problems.NOT_FOUND:
        return [printable(path)]
    errors = problem.more.get("errors", ())
    return [f"{e['parameter']}={e['value']}" if e["value"] else e["parameter"] for e in errors]


@dataclass(frozen=True)
class _Offer:
    """An address that may have been meant, and its text by language."""

    path: str
    params: Mapping[str, str | list[str]]
    text: Callable[[Localizer], str]


def _offers(request: Request, problem: Problem) -> list[_Offer]:
    dataset = store.perspective_of(store.viewpoint(DEFAULT_UNITS))
    path = local_path(request.scope)
    if problem.kind == problems.NOT_FOUND:
        return _near_path(path.rstrip("/").rpartition("/")[2], dataset)
    if problem.kind != problems.BAD_PARAMETER:
        return []
    given = parse_qsl(request.url.query, keep_blank_values=True)
    found = []
    for error in problem.more["errors"]:
        for name, value, text in _near_values(error["parameter"], error["value"]):
            params: dict[str, list[str]] = {}
            for n, v in given:
                if n == "lang":
                    continue
                bad = n == error["parameter"] and error["value"] in ("", v)
                params.setdefault(name if bad else n, []).append(value or v if bad else v)
            found.append(_Offer(path, params, text))
    return found


def _near_path(name: str, dataset: Perspective) -> list[_Offer]:
    """Records, localities, pages and files with a name like that."""
    records = arrivals.nearest(name, {key: (key,) for key in dataset.events.index})
    places = arrivals.nearest(name, arrivals.names(dataset, dataset.localities.index))
    files = [links.table(t.name, form) for t in TABLES.values() for form in t.formats]
    paths = [f"/{page.path}" for page in PAGES if page.path] + [*arrivals.DOCUMENTS, *files]
    others = arrivals.nearest(name, {path: (path.rpartition("/")[2],) for path in paths})
    return [
        *(_Offer(f"/r/{k}", {}, partial(_title, dataset, k)) for k in records),
        *(_Offer("/locality", {"id": k}, partial(_place, dataset, k)) for k in places),
        *(_Offer(path, {}, partial(_itself, path)) for path in others),
    ]


def _title(dataset: Perspective, key: str, words: Localizer) -> str:
    return str(dataset.events.at[key, f"title_{words.lang}"])


def _place(dataset: Perspective, key: str, words: Localizer) -> str:
    return dataset.full_name(key, words.lang)


def _itself(path: str, _words: Localizer) -> str:
    return path


def _near_values(name: str, value: str) -> Iterator[tuple[str, str, Callable[[Localizer], str]]]:
    """Name, value and text of parameters like one that is refused; no value if it can stay."""
    index = store.index(store.viewpoint(DEFAULT_UNITS))
    known: dict[str, tuple[str, ...]]
    if name not in CHOICES:
        known = {n: (n, p.label) for n, p in PARAMETERS.items() if name not in PARAMETERS}
        for like in arrivals.nearest(name, known):
            yield like, "", partial(_label, like)
        return
    options = list(index.columns[name])
    if CHOICES[name].localities:
        known = arrivals.names(index.dataset, options)
    else:
        known = {o: (o, *(_value(name, index, o, words(k)) for k in LANGUAGES)) for o in options}
    for like in arrivals.nearest(value, known):
        yield name, like, partial(_value, name, index, like)


def _label(name: str, words: Localizer) -> str:
    return words.gettext(PARAMETERS[name].label)


def _value(name: str, index: FilterIndex, value: str, words: Localizer) -> str:
    return CHOICES[name].value_label(value, index, words)
