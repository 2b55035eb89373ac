"""Where the program's libraries come from: their known holes and their licences."""
