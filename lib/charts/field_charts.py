"""Charts of the fields page: how often each field, when, which together, in which regions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from lib.charts import figure as go
from lib.charts.bars import Bar, bars
from lib.charts.elements import markup
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
# A message for each country: Japanese calls the regions of the two by different words.
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


@dataclass(frozen=True)
class FieldRows:
    """The rows of a table of fields: codes from the top, their labels, and what is counted.

    `shares` shows shares of a column's total instead of counts.
    """

    order: Sequence[str]
    labels: Mapping[str, str]
    measure: Measure
    shares: bool


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
    title = _(_BREAKDOWN[measure])
    shown = table.loc[list(order)]
    parts = {_(MEASURES[measure]): shown[measure.value]}
    if measure in _BESIDE:
        name, column = _BESIDE[measure]
        parts[_(name)] = shown[column] - shown[measure.value]

    def bar(code: str) -> Bar:
        lengths = {name: int(counts[code]) for name, counts in parts.items()}
        lines = [
            _("{name}: {value}").format(name=name, value=number(n)) for name, n in lengths.items()
        ]
        first, *others = lengths.values()
        return Bar(
            key=(code,),
            label=labels[code],
            lengths=(first, *others),
            end=" + ".join([f"<b>{number(first)}</b>", *(number(n) for n in others if n)]),
            hover=f"{markup([labels[code]], bold=True)}<br>{markup(lines)}",
            strong=code in chosen,
            hatched=code == NO_FIELD,
        )

    drawn = [bar(code) for code in order]
    colours = (context.palette.formality[2], context.palette.areas[3])
    figure = _bars(drawn, list(zip(parts, colours, strict=False)), title, context)
    data = pd.DataFrame(
        {
            _("Field of cooperation"): [labels[code] for code in order],
            _("Signed documents"): shown["documents"].to_list(),
            _("Partnerships"): shown["pairs"].to_list(),
            _("All records"): shown["records"].to_list(),
            _("Pairs with any record"): shown["linked"].to_list(),
        }
    )
    counts = [(bar.label, bar.lengths[0]) for bar in drawn if bar.key != (NO_FIELD,)]
    alt = _("Bars: {title}. {most}. No field named: {none}.").format(
        title=title, most=_most(counts, context), none=number(drawn[-1].lengths[0])
    )
    return Chart(figure, lambda: data, alt)


def periods(
    counted: Periods,
    order: Sequence[str],
    measure: Measure,
    labels: Mapping[str, str],
    shares: bool,
    context: Context,
) -> Chart:
    """Counts, or shares of the period, as a table of coloured cells."""
    columns = {str(start): span(start, counted.step) for start in counted.starts}
    fields = FieldRows(order, labels, measure, shares)
    title = context.words.gettext(_PERIODS[measure])
    return _table(counted.table, fields, columns, title, None, context)


def regions(
    table: CrossTab,
    fields: FieldRows,
    columns: Mapping[str, str],
    country: str,
    chosen: tuple[str, str] | None,
    context: Context,
) -> Chart:
    """Counts, or shares of the region, as a table; `columns` names the regions by code."""
    title = context.words.gettext(_REGIONS[country, fields.measure])
    return _table(table, fields, columns, title, chosen, context)


def span(start: int, step: int) -> str:
    """A period of `step` years: "2015", "2015–2019"."""
    return str(start) if step == 1 else f"{start}–{start + step - 1}"


def _table(
    table: CrossTab,
    fields: FieldRows,
    columns: Mapping[str, str],
    title: str,
    chosen: tuple[str, str] | None,
    context: Context,
) -> Chart:
    _, number = context.words.gettext, context.words.number
    labels = {code: fields.labels[code] for code in fields.order}
    counts: list[list[int]] = table.counts.loc[list(labels)].to_numpy().tolist()
    totals = {name: int(n) for name, n in zip(columns.values(), table.totals, strict=True)}
    drawn = [
        [
            _cell(count, total, [label, name], fields, context)
            for count, (name, total) in zip(line, totals.items(), strict=True)
        ]
        for label, line in zip(labels.values(), counts, strict=True)
    ]
    heads = {
        code: _("{column} ({total})").format(column=name, total=number(totals[name]))
        for code, name in columns.items()
    }
    figure, height, above = heatmap(Cells(labels, heads, drawn, chosen), context)
    height = _height(height, above, legend=False)
    frame(figure, title, context, height, margin_top=above, margin_bottom=_BELOW)
    values = [[cell.text if fields.shares else cell.value for cell in line] for line in drawn]
    data = pd.DataFrame([*values, list(totals.values())], columns=list(totals), dtype=object)
    everything = _("Total, each counted once")
    data.insert(0, _("Field of cooperation"), [*labels.values(), everything])
    alt = _("Table of coloured cells: {title}. In all: {most}.").format(
        title=title, most=_most(sorted(totals.items(), key=lambda end: -end[1]), context)
    )
    return Chart(figure, data.infer_objects, alt)


def _cell(count: int, total: int, names: list[str], fields: FieldRows, context: Context) -> Cell:
    """The cell of a row and column with these names."""
    _, number, percent = context.words.gettext, context.words.number, context.words.percent
    caption = _("{measure}: {count} of {total}").format(
        measure=_(MEASURES[fields.measure]), count=number(count), total=number(total)
    )
    share = count / total if total >= FEWEST_FOR_SHARE else None
    shown = "" if share is None else percent(share)
    row, column = names
    hover = f"{markup([row], bold=True)}<br>{markup([column, caption])}"
    hover += f" ({shown})" if shown else ""
    return Cell(share, shown, hover) if fields.shares else Cell(count, number(count), hover)


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
    title = _(_TOGETHER[measure])
    if of is not None:
        pairs = pairs[(pairs["first"] == of) | (pairs["second"] == of)]
        title = _("{title}: {field}").format(title=title, field=labels[of])
    times = _("×{times}")
    drawn = []
    for pair in rows(pairs.head(MOST_TOGETHER)):
        first, second, count = pair.first, pair.second, int(pair.both)
        both = _("{first} + {second}").format(first=labels[first], second=labels[second])
        lift = ""
        if count >= FEWEST_FOR_SHARE:
            lift = f" · {times.format(times=number(round(pair.lift, 1)))}"
        drawn.append(
            Bar(
                key=(first, second),
                label=labels[second if of == first else first] if of else both,
                lengths=(count,),
                end=f"<b>{number(count)}</b>{lift}",
                hover=f"{markup([both], bold=True)}<br>{number(count)}{lift}",
            )
        )
    figure = _bars(drawn, [(title, context.palette.formality[2])], title, context)
    data = pd.DataFrame(
        {
            _("Field of cooperation"): pairs["first"].map(labels).to_list(),
            _("Together with"): pairs["second"].map(labels).to_list(),
            _(MEASURES[measure]): pairs["both"].to_list(),
            _("Times as often as by chance"): [round(lift, 2) for lift in pairs["lift"]],
        }
    )
    most = _most([(bar.label, bar.lengths[0]) for bar in drawn], context)
    return Chart(figure, lambda: data, _("Bars: {title}. {most}.").format(title=title, most=most))


def _bars(
    drawn: Sequence[Bar], series: Sequence[tuple[str, Rgb]], title: str, context: Context
) -> go.Figure:
    figure, height, left = bars(drawn, series, context)
    height = _height(height, 12, legend=len(series) > 1)
    return frame(figure, title, context, height, margin_bottom=_BELOW, margin_left=left)


def _height(plot: int, above: int, legend: bool) -> int:
    return plot + CHROME + above + _BELOW - _TICKS - (0 if legend else _LEGEND)


def _most(counts: Sequence[tuple[str, int]], context: Context) -> str:
    """The first three that are counted at all, in words."""
    words = context.words
    listed = [
        words.gettext("{name} {count}").format(name=name, count=words.number(count))
        for name, count in counts
        if count
    ]
    return words.list(listed[:3]) if listed else words.gettext("None")
