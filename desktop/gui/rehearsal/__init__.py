"""The window tried by keys, off the screen: what the self-test sees of it."""
