"""Inputs of every kind at every way in: a short run with the other tests, a campaign by command.

`python -m tests.fuzz --count 100000` spreads so many inputs over the ways in, and says of each way
how many it took and what failed, with the least input that does it.
"""
