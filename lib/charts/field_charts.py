"""Charts of the fields page: how often each field, when, which together, in which regions."""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import plotly.graph_objects as go

from lib.charts.bars import Bar, bars
from lib.charts.frame import CHROME, Chart, frame
from lib.charts.heatmap import Cell, Cells, heatmap
from lib.counting.cooperation import FEWEST_FOR_SHARE, CrossTab, Measure, Periods
from lib.facts.perspective import Perspective
from lib.facts.rows import rows
from lib.filter.parameters import CHOICES, NO_FIELD
from lib.language.i18n import N_, Localizer
from lib.style.context import Context
from lib.style.palette import Rgb

MEASURES = {
    Measure.DOCUMENTS: N_("Signed documents"),
    Measure.PAIRS: N_("Partnerships"),
    Measure.RECORDS: N_("All records"),
}
_BREAKDOWN = {
    Measure.DOCUMENTS: N_("Signed documents by field of cooperation"),
    Measure.PAIRS: N_("Partnerships by field of cooperation"),
    Measure.RECORDS: N_("Records by field of cooperation"),
}
# What stands behind the bars: what is not a document, yet names the field.
_BESIDE = {
    Measure.DOCUMENTS: (N_("Other records: visits, programmes, ties and so on"), "records"),
    Measure.PAIRS: (N_("Further pairs: only other records name the field"), "linked"),
}
_PERIODS = {
    Measure.DOCUMENTS: N_("Signed documents by field and period"),
    Measure.PAIRS: N_("Partnerships by field and period"),
    Measure.RECORDS: N_("Records by field and period"),
}
_TOGETHER = {
    Measure.DOCUMENTS: N_("Fields that signed documents name together"),
    Measure.PAIRS: N_("Fields that partnerships have together"),
    Measure.RECORDS: N_("Fields that records name together"),
}
_REGIONS = {
    ("VN", Measure.DOCUMENTS): N_("Signed documents by field and region of Vietnam"),
    ("VN", Measure.PAIRS): N_("Partnerships by field and region of Vietnam"),
    ("VN", Measure.RECORDS): N_("Records by field and region of Vietnam"),
    ("JP", Measure.DOCUMENTS): N_("Signed documents by field and region of Japan"),
    ("JP", Measure.PAIRS): N_("Partnerships by field and region of Japan"),
    ("JP", Measure.RECORDS): N_("Records by field and region of Japan"),
}
# Pairs of fields that a chart draws; its table holds them all.
MOST_TOGETHER = 15
# Pixels: under the plot, and what CHROME holds for a legend and for labels under the plot.
_BELOW, _LEGEND, _TICKS = 8, 30, 34


def names(dataset: Perspective, words: Localizer) -> dict[str, str]:
    """The fields' labels by code, and what stands for NO_FIELD."""
    choice = CHOICES["field"]
    return {code: choice.label_of(dataset, code, words) for code in choice.options(dataset)}


def breakdown(
    table: pd.DataFrame,
    order: Sequence[str],
    measure: Measure,
    labels: Mapping[str, str],
    chosen: Sequence[str],
    context: Context,
) -> Chart:
    """A bar for each field of `order`; `table` as from `cooperation.per_field`."""
    _, number = context.words.gettext, context.words.number
    shown = table.loc[list(order)]
    parts = [(_(MEASURES[measure]), [int(n) for n in shown[measure.value]])]
    if measure in _BESIDE:
        name, column = _BESIDE[measure]
        more = [int(n) - m for n, m in zip(shown[column], parts[0][1], strict=True)]
        parts.append((_(name), more))
    drawn = []
    for i, code in enumerate(order):
        lengths = tuple(counts[i] for _name, counts in parts)
        told = ((name, number(counts[i])) for name, counts in parts)
        said = [escape(_("{name}: {value}").format(name=name, value=n)) for name, n in told]
        drawn.append(
            Bar(
                (code,),
                labels[code],
                lengths,
                " + ".join(
                    [f"<b>{number(lengths[0])}</b>", *(number(n) for n in lengths[1:] if n)]
                ),
                "<br>".join([f"<b>{escape(labels[code])}</b>", *said]),
                strong=code in chosen,
                hatched=code == NO_FIELD,
            )
        )
    colours = (context.palette.formality[2], context.palette.areas[3])
    series = [(name, colour) for (name, _counts), colour in zip(parts, colours, strict=False)]
    figure = _bars(drawn, series, _(_BREAKDOWN[measure]), context)
    data = pd.DataFrame(
        {
            _("Field of cooperation"): [labels[code] for code in order],
            _("Signed documents"): shown["documents"].to_list(),
            _("Partnerships"): shown["pairs"].to_list(),
            _("All records"): shown["records"].to_list(),
            _("Pairs with any record"): shown["linked"].to_list(),
        }
    )
    alt = _("Bars: {title}. {most}. No field named: {none}.").format(
        title=_(_BREAKDOWN[measure]),
        most=_most(
            [(bar.label, bar.lengths[0]) for bar in drawn if bar.key != (NO_FIELD,)], context
        ),
        none=number(drawn[-1].lengths[0]),
    )
    return Chart(figure, data, alt)


def periods(
    told: Periods,
    order: Sequence[str],
    measure: Measure,
    labels: Mapping[str, str],
    shares: bool,
    context: Context,
) -> Chart:
    """Counts, or shares of the period, as a table of coloured cells."""
    _ = context.words.gettext
    columns = {str(start): span(start, told.step) for start in told.starts}
    return _table(told.grid, order, columns, measure, labels, shares, _(_PERIODS[measure]), context)


def regions(
    told: CrossTab,
    order: Sequence[str],
    columns: Mapping[str, str],
    country: str,
    measure: Measure,
    labels: Mapping[str, str],
    shares: bool,
    chosen: tuple[str, str] | None,
    context: Context,
) -> Chart:
    """Counts, or shares of the region, as a table; `columns` names the regions by code."""
    title = context.words.gettext(_REGIONS[country, measure])
    return _table(told, order, columns, measure, labels, shares, title, context, chosen)


def span(start: int, step: int) -> str:
    """A period of `step` years: "2015", "2015–2019"."""
    return str(start) if step == 1 else f"{start}–{start + step - 1}"


def _table(
    told: CrossTab,
    order: Sequence[str],
    columns: Mapping[str, str],
    measure: Measure,
    labels: Mapping[str, str],
    shares: bool,
    title: str,
    context: Context,
    chosen: tuple[str, str] | None = None,
) -> Chart:
    _, number, percent = context.words.gettext, context.words.number, context.words.percent
    lines: list[list[int]] = told.counts.loc[list(order)].to_numpy().tolist()
    counts = dict(zip(order, lines, strict=True))
    totals: list[int] = told.totals.to_list()

    def cell(code: str, column: int, name: str) -> Cell:
        count, whole = counts[code][column], totals[column]
        said = _("{measure}: {count} of {total}").format(
            measure=_(MEASURES[measure]), count=number(count), total=number(whole)
        )
        share = count / whole if whole >= FEWEST_FOR_SHARE else None
        shown = "" if share is None else f" ({percent(share)})"
        hover = f"<b>{escape(labels[code])}</b><br>{escape(name)}<br>{escape(said)}{shown}"
        if not shares:
            return Cell(count, number(count), hover)
        return Cell(share, "" if share is None else percent(share), hover)

    heads = {
        code: _("{column} ({total})").format(column=name, total=number(whole))
        for (code, name), whole in zip(columns.items(), totals, strict=True)
    }
    drawn = [[cell(code, i, name) for i, name in enumerate(columns.values())] for code in order]
    cells = Cells({code: labels[code] for code in order}, heads, drawn, chosen)
    figure, height, above = heatmap(cells, context)
    frame(figure, title, context, _height(height, above, False), above=above, below=_BELOW)
    everything = _("Total, each counted once")
    data = pd.DataFrame(
        {
            _("Field of cooperation"): [*(labels[code] for code in order), everything],
            **{
                name: [*(row[i].text if shares else row[i].value for row in drawn), totals[i]]
                for i, name in enumerate(columns.values())
            },
        }
    )
    ends = sorted(zip(columns.values(), totals, strict=True), key=lambda end: -end[1])
    alt = _("Table of coloured cells: {title}. In all: {most}.").format(
        title=title, most=_most(ends, context)
    )
    return Chart(figure, data, alt)


def together(
    pairs: pd.DataFrame,
    of: str | None,
    measure: Measure,
    labels: Mapping[str, str],
    context: Context,
) -> Chart:
    """The fields most often named together, or those named together with the field `of`.

    `pairs` as from `cooperation.co_occurrence`.
    """
    _, number = context.words.gettext, context.words.number
    times = _("×{times}")
    title = _(_TOGETHER[measure])
    if of is not None:
        pairs = pairs[(pairs["first"] == of) | (pairs["second"] == of)]
        title = _("{title}: {field}").format(title=title, field=labels[of])
    found = [
        (str(row.first), str(row.second), int(row.both), float(row.lift)) for row in rows(pairs)
    ]
    drawn = []
    for first, second, count, lift in found[:MOST_TOGETHER]:
        label = _("{first} + {second}").format(first=labels[first], second=labels[second])
        said = (
            f" · {times.format(times=number(round(lift, 1)))}" if count >= FEWEST_FOR_SHARE else ""
        )
        drawn.append(
            Bar(
                (first, second),
                labels[second if of == first else first] if of else label,
                (count,),
                f"<b>{number(count)}</b>{said}",
                f"<b>{escape(label)}</b><br>{number(count)}{said}",
            )
        )
    figure = _bars(drawn, [(title, context.palette.formality[2])], title, context)
    data = pd.DataFrame(
        {
            _("Field of cooperation"): [labels[first] for first, *_rest in found],
            _("Together with"): [labels[second] for _first, second, *_rest in found],
            _(MEASURES[measure]): [count for *_pair, count, _lift in found],
            _("Times as often as by chance"): [round(lift, 2) for *_rest, lift in found],
        }
    )
    alt = _("Bars: {title}. {most}.").format(
        title=title,
        most=_most([(bar.label, bar.lengths[0]) for bar in drawn], context),
    )
    return Chart(figure, data, alt)


def _bars(
    drawn: Sequence[Bar], series: Sequence[tuple[str, Rgb]], title: str, context: Context
) -> go.Figure:
    figure, height, beside = bars(drawn, series, context)
    height = _height(height, 12, len(series) > 1)
    return frame(figure, title, context, height, above=12, below=_BELOW, beside=beside)


def _height(plot: int, above: int, legend: bool) -> int:
    return plot + CHROME + above + _BELOW - _TICKS - (0 if legend else _LEGEND)


def _most(counts: Sequence[tuple[str, int]], context: Context) -> str:
    """The first three that are counted at all, in words."""
    words = context.words
    said = [
        words.gettext("{name} {count}").format(name=name, count=words.number(count))
        for name, count in counts
        if count
    ]
    return words.list(said[:3]) if said else words.gettext("None")
