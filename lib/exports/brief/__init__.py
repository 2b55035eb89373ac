"""One sheet of A4 on a locality or a pair: what stands on it, and the writers of its files."""
