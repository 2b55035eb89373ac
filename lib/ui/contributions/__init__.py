"""The form for contributions, and what became of them for whoever sent them."""
