"""The database, and the only SQL of the program."""
