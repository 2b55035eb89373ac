"""The filtered records as a table with downloads, or one record in full."""

from lib.ui import address, corrections, leftover, record_table, records
from lib.ui.session import current

view = current()
opened = address.given("record")

if opened is not None and opened in view.dataset.events.index:
    record_table.way_back(opened, view)
    records.detail(opened, view)
elif view.events.empty:
    leftover.nothing_left(view)
else:
    record_table.show(view)
    corrections.missing_button(view, view.sentence)
