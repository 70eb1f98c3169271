"""What an officer can do, in order: the verbs of the program."""
