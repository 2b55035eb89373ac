"""The data of each picture: a function for each that `lib.pictures.drawings` declares."""

import pandas as pd

from lib.charts import of_view
from lib.map.picture import links_table
from lib.pictures import map_block
from lib.pictures.drawings import Asked
from lib.style.context import Context


def of_map(asked: Asked, context: Context) -> pd.DataFrame:
    shown = map_block.pictured(asked.view, asked.style, asked.until, context)
    return links_table(shown, asked.view.dataset, context.words)


def of_signings(asked: Asked, context: Context) -> pd.DataFrame:
    return of_view.signings_table(asked.view, context)


def of_growth(asked: Asked, context: Context) -> pd.DataFrame:
    return of_view.growth(asked.view, context).data


def of_lanes(asked: Asked, context: Context) -> pd.DataFrame:
    return of_view.lanes_table(asked.view, *asked.lanes, context)


def of_fields(asked: Asked, context: Context) -> pd.DataFrame:
    return of_view.breakdown(asked.view, asked.measure, context).data


def of_fields_periods(asked: Asked, context: Context) -> pd.DataFrame:
    return of_view.periods(asked.view, asked.measure, asked.shares, context).data


def of_fields_together(asked: Asked, context: Context) -> pd.DataFrame:
    of = of_view.named_together(asked.view, asked.measure, asked.get("with"))
    return of_view.together(asked.view, asked.measure, of, context).data


def of_fields_regions(asked: Asked, context: Context) -> pd.DataFrame:
    country = str(asked.get("country"))
    view, measure, shares = asked.view, asked.measure, asked.shares
    return of_view.by_region(view, measure, country, shares, None, context).data


def of_locality_fields(asked: Asked, context: Context) -> pd.DataFrame:
    return of_view.locality_fields(asked.view, asked.settings["id"], context).data


def of_locality_lanes(asked: Asked, context: Context) -> pd.DataFrame:
    return of_view.locality_lanes_table(asked.view, asked.settings["id"], context)
