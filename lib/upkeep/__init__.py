"""What a person runs to keep the data: `python -m lib.upkeep`, see `make help`.

Nothing here runs by itself or in the program; what it writes is committed like any other change.
"""
