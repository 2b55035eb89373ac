"""Where submissions are kept: SQLite in var/, or the database of VJ_DATABASE."""


class Unavailable(RuntimeError):
    """The store cannot be asked: locked, full, gone, or made by a later program."""
