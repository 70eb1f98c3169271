"""selftest: everything the program does, once, in a folder of its own."""
