"""The settings of an installation: each is read, and a bad one is named with its value."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lib.facts.dataset import DATA_FOLDER
from lib.facts.perspective import Units
from lib.filter.filters import Filter
from lib.language.i18n import LANGUAGES
from lib.site import config, store
from lib.site.config import VARIABLES, BadSetting, Config
from lib.site.view import View

HERE = str(Path(__file__).parent)
# Of each variable a value, what it is read as, and values that it cannot have.
VALUES = {
    "VJ_DATA": (HERE, Path(HERE), ["/no/such/folder", __file__]),
    "VJ_BASE_URL": (
        "https://example.org/",
        "https://example.org",
        ["example.org", "ftp://example.org", "https://", "https://example.org?x=1", "http://a#b"],
    ),
    "VJ_CORRECTIONS": (
        "mailto:a@example.org",
        "mailto:a@example.org",
        ["a@example.org", "http://"],
    ),
    "VJ_FRAMERS": (
        "'self'  https://*.example.org:8443",
        "'self' https://*.example.org:8443",
        ["'unsafe-inline'", "'none' https:", "https://a b;c", "*;", "javascript:", "https://é.org"],
    ),
    "VJ_LIMITS": ("off", False, ["no", "OFF", "0"]),
    "VJ_SESSIONS": ("200", 200, ["0", "-1", "100000", "many", "２００"]),
    "VJ_EXPORTS": ("2", 2, ["0", "-1", "100000", "all", "２"]),
    "VJ_DRAIN": ("20", 20, ["-1", "1.5", "3601", "soon", "２０"]),
    "VJ_LOG": ("json", "json", ["JSON", "xml"]),
    "VJ_METRICS": ("sixteen-characters", "sixteen-characters", ["short", "x" * 15, "a b" * 9]),
    "VJ_TIMEZONE": (
        "Asia/Tokyo",
        ZoneInfo("Asia/Tokyo"),
        ["Tokyo", "UTC", "Etc/UTC", "+09:00", "asia/tokyo", "../Tokyo"],
    ),
    "VJ_TODAY": ("2026-09-01", date(2026, 9, 1), ["yesterday", "2026-09", "2026-02-30"]),
    "VJ_INBOX": ("off", False, ["no", "0", "Off", "on,off"]),
    "VJ_DATABASE": (
        "postgresql://vj:geheim@localhost:5433/inbox?sslmode=require",
        "postgresql://vj:geheim@localhost:5433/inbox?sslmode=require",
        [
            "mysql://geheim@localhost/inbox",
            "postgresql://vj:geheim@localhost",
            "postgresql://vj:geheim@localhost:port/inbox",
            "sqlite:///",
            "sqlite://geheim/inbox.db",
            "geheim/inbox.db",
        ],
    ),
    "VJ_CURATORS": (
        "An@example.org, sato@example.org",
        frozenset({"an@example.org", "sato@example.org"}),
        ["an", "an@example", "an@example.org;sato@example.org", "an@example.org,", "@example.org"],
    ),
    "VJ_CURATE_HERE": ("on", True, ["yes", "1", "ON"]),
    "VJ_PUBLISH": ("on", True, ["yes", "1", "ON"]),
    "VJ_PROXIES": ("2", 2, ["-1", "one", "1.5", "10", "٢"]),
}


# Read from files, in a test of its own: tests/unit/site/test_overlay.py.
FROM_FILES = {"VJ_OVERLAY"}


def test_every_variable_is_tested():
    assert set(VALUES) | FROM_FILES == {variable.name for variable in VARIABLES.values()}


@pytest.mark.parametrize("key", [k for k, v in VARIABLES.items() if v.name in VALUES])
def test_a_variable_is_read_and_changes_nothing_else(key, monkeypatch):
    name = VARIABLES[key].name
    text, value, _ = VALUES[name]
    monkeypatch.setenv(name, text)
    read, usual = vars(config.current()), vars(Config())
    assert read == {**usual, key: value}
    assert read[key] != usual[key]
    assert config.in_use() == config.current()


@pytest.mark.parametrize(("name", "bad"), [(n, bad) for n in VALUES for bad in VALUES[n][2]])
def test_a_bad_value_is_refused_with_the_name_and_the_value(name, bad, monkeypatch):
    monkeypatch.setenv(name, bad)
    with pytest.raises(BadSetting) as refused:
        config.current()
    assert name in str(refused.value)
    secret = VARIABLES[name.removeprefix("VJ_").lower()].secret
    assert (repr(bad) in str(refused.value)) is not secret and "geheim" not in str(refused.value)
    # And why, in the same line.
    assert str(refused.value).rpartition(": ")[2]
    assert len(str(refused.value).splitlines()) == 1


def test_an_unknown_variable_is_refused_and_the_known_ones_are_named(monkeypatch):
    monkeypatch.setenv("VJ_TODAYS", "2026-09-01")
    with pytest.raises(BadSetting, match="VJ_TODAYS is not known") as refused:
        config.current()
    assert all(name in str(refused.value) for name in VALUES)


@pytest.mark.parametrize("name", [*VALUES, "VJ_UNKNOWN"])
def test_an_empty_variable_asks_for_nothing(name, monkeypatch):
    monkeypatch.setenv(name, "")
    assert config.current() == Config() == config.in_use()


def test_variables_of_others_are_none_of_ours():
    assert config.parse({"PATH": "/bin", "vj_today": "x", "XVJ_TODAY": "x"}) == Config()


def test_the_usual_values_and_the_examples_can_be_used(tmp_path):
    assert Config().data == DATA_FOLDER
    for variable in VARIABLES.values():
        if variable.name not in {"VJ_DATA", *FROM_FILES}:
            config.parse({variable.name: variable.example})


def test_the_day_is_the_one_that_is_set(monkeypatch):
    monkeypatch.setenv("VJ_TODAY", "1999-12-31")
    for lang in LANGUAGES:
        assert config.today(lang) == date(1999, 12, 31)
    monkeypatch.delenv("VJ_TODAY")
    for lang in LANGUAGES:
        assert config.today(lang) > date(2026, 1, 1)


class Clock(datetime):
    """A clock that stands still."""

    moment = datetime(2026, 11, 26, tzinfo=UTC)

    @classmethod
    def now(cls, tz=None):
        return cls.moment.astimezone(tz)


# A moment (UTC), and the day for readers of Japanese, of Vietnamese and of English.
MOMENTS = [
    ("2026-11-26T00:00", "2026-11-26", "2026-11-26"),
    ("2026-11-26T14:59", "2026-11-26", "2026-11-26"),
    ("2026-11-26T15:00", "2026-11-27", "2026-11-26"),
    ("2026-11-26T16:59", "2026-11-27", "2026-11-26"),
    ("2026-11-26T17:00", "2026-11-27", "2026-11-27"),
    ("2026-11-26T23:59", "2026-11-27", "2026-11-27"),
    ("2026-12-31T15:30", "2027-01-01", "2026-12-31"),
    ("2028-02-28T17:00", "2028-02-29", "2028-02-29"),
]


@pytest.mark.parametrize(("moment", "japan", "vietnam"), MOMENTS)
def test_today_is_the_day_of_the_readers(moment, japan, vietnam, monkeypatch):
    monkeypatch.delenv("VJ_TODAY", raising=False)
    monkeypatch.setattr(config, "datetime", Clock)
    monkeypatch.setattr(Clock, "moment", datetime.fromisoformat(f"{moment}+00:00"))
    days = {lang: config.today(lang).isoformat() for lang in LANGUAGES}
    assert days == {"ja": japan, "vi": vietnam, "en": vietnam}
    # What changed today has not changed in the future.
    for day in days.values():
        assert config.beginning(date.fromisoformat(day)) <= Clock.moment
    monkeypatch.setenv("VJ_TIMEZONE", "Asia/Tokyo")
    assert {config.today(lang).isoformat() for lang in LANGUAGES} == {japan}
    assert str(config.zone("vi")) == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("lang", "zone", "said"),
    [
        ("ja", "", "2026年9月1日（日本時間）"),
        ("vi", "", "01/9/2026 (Giờ Việt Nam)"),
        ("en", "", "1 September 2026 (Vietnam Time)"),
        ("en", "Asia/Tokyo", "1 September 2026 (Japan Time)"),
        ("ja", "Asia/Ho_Chi_Minh", "2026年9月1日（ベトナム時間）"),
    ],
)
def test_whose_day_it_is_is_said(lang, zone, said, monkeypatch):
    monkeypatch.setenv("VJ_TODAY", "2026-09-01")
    monkeypatch.setenv("VJ_TIMEZONE", zone)
    view = View(store.viewpoint(Units.SIGNED, lang), Filter(), lang)
    assert view.today_in_words == said
