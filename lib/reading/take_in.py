"""The text of what is handed in."""


class Trouble(Exception):
    """Why nothing can be read; its text says so to a person."""


def taken_in(source: str | bytes, name: str = "") -> str:
    return source if isinstance(source, str) else source.decode()
