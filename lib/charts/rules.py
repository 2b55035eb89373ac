"""How the charts of fields count, and what they leave out: what stands beside each of them."""

from lib.charts import field_charts
from lib.counting import cooperation, signings
from lib.counting.cooperation import Measure, Periods
from lib.counting.lanes import Selection
from lib.language.i18n import N_, Localizer
from lib.site.view import View

_RULES = {
    Measure.DOCUMENTS: N_(
        "A signed document counts in every field that it names, so the bars can add up to more "
        "than the number of documents ({total}). One that names no field counts in the last row."
    ),
    Measure.PAIRS: N_(
        "A partnership counts in every field that one of its signed documents names, so the bars "
        "can add up to more than the number of partnerships ({total}). It counts in the last row "
        "if one of its documents names no field."
    ),
    Measure.RECORDS: N_(
        "A record, be it a document, a visit or a mention of a tie, counts in every field that it "
        "names, so the bars can add up to more than the number of records ({total}). One that "
        "names no field counts in the last row."
    ),
}


def undated(view: View) -> list[str]:
    """How many signed documents stand in no year, since their date is not known."""
    number = signings.undated(view.events)
    if not number:
        return []
    return [
        view.words.ngettext(
            "{count} signed document has no known date and stands in no year.",
            "{count} signed documents have no known date and stand in no year.",
            number,
        )
    ]


def left_out(shown: Selection, words: Localizer) -> list[str]:
    """That of very many records the latest are drawn, and where the others are; else nothing."""
    if not shown.left_out:
        return []
    return [
        words.gettext(
            "The latest {drawn} of {all} dated records are drawn. A filter or a period shows the "
            "others; the table holds all."
        ).format(drawn=words.number(len(shown.drawn)), all=words.number(len(shown.dated)))
    ]


def lanes(shown: Selection, view: View) -> list[str]:
    """How many of the localities have a lane, and what has no place in them."""
    words = view.words
    rules = [
        words.gettext("Lanes: {shown} of {all}.").format(
            shown=words.number(len(shown.shown)), all=words.number(shown.of)
        )
    ]
    return [*rules, *left_out(shown, words), *without_date(shown, words)]


def without_date(shown: Selection, words: Localizer) -> list[str]:
    """How many records of the lanes have no place in them, since their date is not known."""
    if not shown.undated:
        return []
    return [
        words.ngettext(
            "{count} record of these lanes has no known date; it stands in the table alone.",
            "{count} records of these lanes have no known date; they stand in the table alone.",
            shown.undated,
        )
    ]


def counted(measure: Measure, total: int, view: View) -> list[str]:
    """How the bars of the fields count; `total` counts each act or pair once."""
    return [view.words.gettext(_RULES[measure]).format(total=view.words.number(total))]


def by_period(periods: Periods, measure: Measure, view: View) -> list[str]:
    """How the table of periods counts, and what it has to leave out."""
    words, _ = view.words, view.words.gettext
    rules = [
        _(
            "In brackets: all that the period counts, each once. A pair counts once in each period "
            "in which it signed."
        )
        if measure is Measure.PAIRS
        else _("In brackets: all that the period counts, each once."),
        _("The stronger the colour, the more; in an empty cell none was found."),
    ]
    if periods.starts and periods.starts[-1] + periods.step > view.today.year:
        rules.append(_("The last period is not over."))
    if periods.undated and measure is Measure.RECORDS:
        rules.append(
            words.ngettext(
                "{count} record without a known date is not in this table.",
                "{count} records without a known date are not in this table.",
                periods.undated,
            )
        )
    elif periods.undated:
        rules.append(
            words.ngettext(
                "{count} document without a known date is not in this table.",
                "{count} documents without a known date are not in this table.",
                periods.undated,
            )
        )
    return rules if periods.starts else rules[-1:]


def together(found: int, measure: Measure, view: View) -> list[str]:
    """How the chart of companions counts."""
    words, _ = view.words, view.words.gettext
    rules = [
        _(
            "Counted are the partnerships whose signed documents name both fields, in one document "
            "or in several."
        )
        if measure is Measure.PAIRS
        else _("Counted is what names both fields."),
        _(
            "×2 means twice as often as if the two fields had nothing to do with each other; said "
            "from {least} on."
        ).format(least=words.number(cooperation.FEWEST_FOR_SHARE)),
    ]
    if found > field_charts.MOST_TOGETHER:
        rules.append(
            _("The {shown} most frequent of {all}; the table holds all.").format(
                shown=words.number(field_charts.MOST_TOGETHER), all=words.number(found)
            )
        )
    return rules


def by_region(country: str, measure: Measure, view: View) -> list[str]:
    """Which regions these are, and whose region counts."""
    _ = view.words.gettext
    which = (
        _(
            "The six socio-economic regions of Resolution 81/2023/QH15, as defined for the 63 "
            "provinces of before July 2025."
        )
        if country == "VN"
        else _(
            "Japan’s eight customary regions, which no law defines; Mie counts to Kinki, Okinawa "
            "to Kyushu."
        )
    )
    rules = [
        which,
        _(
            "A record counts in the region of the place that signed or acted, also after the "
            "mergers."
        ),
        _("In brackets: all that the region counts, each once."),
        _("The stronger the colour, the more; in an empty cell none was found."),
    ]
    if measure is Measure.PAIRS and view.today_units:
        rules.append(
            _("A pair whose former units lie in several regions counts once in each of them.")
        )
    return rules
