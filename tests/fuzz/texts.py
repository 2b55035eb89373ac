"""Texts as they come from strangers: of every script, cut, doubled, and made to break something."""

from hypothesis import strategies as st

from lib.filter.parameters import PARAMETERS
from lib.site.pages import PAGES, SETTINGS

BARBED = (
    *("'; DROP TABLE submissions; --", "<script>alert(1)</script>", "=HYPERLINK(0)", "@SUM(1)"),
    *("{{7*7}}", "${7*7}", "%s%n", "../../etc/passwd", "\\\\host\\share", "javascript:alert(1)"),
    *("\u202eevil", "a\u0300" * 50, "\u0000", "\ufeff", "\ud83d", "İ", "ﬃ", "e\u0301", "１２"),
    *("-1", "1e309", "NaN", "0x10", "9" * 400, "null", "true", "[]", "%00", "%f0%28%8c%28"),
    *("vj0141", "vn-hue", "jp-kanagawa", "2014-13", "2014-02-30", "0000", "10000", "2014/05"),
)
WORDS = st.one_of(
    st.sampled_from(BARBED),
    st.text(max_size=60),
    st.text(st.characters(codec="utf-8"), max_size=300),
    st.builds(lambda a, b: a + b, st.sampled_from(BARBED), st.text(max_size=20)),
    st.builds(lambda text, n: text * n, st.text(min_size=1, max_size=3), st.integers(1, 5000)),
)
NAMES = st.one_of(
    st.sampled_from([*PARAMETERS, *SETTINGS, "lang", "units", "v", "embed", "limit", "offset"]),
    WORDS,
)
PAIRS = st.lists(st.tuples(NAMES, WORDS), max_size=6)
PATHS = st.one_of(
    st.sampled_from([f"/{page.path}" for page in PAGES]),
    st.sampled_from(["/api/v1/events.csv", "/api/v1/events.json", "/r/vj0141", "/brief/vn-hue"]),
    st.sampled_from(["/calendar.ics", "/feed.xml", "/map.svg", "/sitemap.xml", "/api/docs"]),
    st.builds(lambda a, b: f"{a}{b}", st.sampled_from(["/r/", "/api/v1/", "/", "/brief/"]), WORDS),
)
