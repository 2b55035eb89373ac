"""Open data: each view of the pages at an address for machines, with the same filter and counts."""
