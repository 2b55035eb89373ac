"""Documentation; `docs.screenshots` makes its pictures."""
