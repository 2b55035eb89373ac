"""New pages of offices and newspapers, read as they appear: what they tell goes into the inbox.

`python -m lib.watching data/feeds.toml` is for cron; the web server never runs any of it.
"""
