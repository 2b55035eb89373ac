"""An inbox beside the data package: what readers send in, and what curators decide on it.

Nothing in it is merged with the facts while the program runs; what is accepted leaves as rows of a
new edition. The reading pages never ask for it, so that they work without.
"""
