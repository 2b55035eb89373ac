"""The page for curators: the queue, a submission beside what it would change, and decisions."""
