"""Builds data/localities.csv and data/boundaries/*.geojson: ``python -m data.build``."""
