"""What deploy/ holds: read by its own linters, and tried with replicas behind a real nginx."""
