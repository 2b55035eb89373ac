"""Which boundary files show the units of a perspective."""

COVERAGES = {"signed": ("vn-63", "jp-47"), "today": ("vn-34", "jp-47")}
