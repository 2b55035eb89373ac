"""How the tables of the inbox came to be, step by step, forward and back (Alembic)."""
