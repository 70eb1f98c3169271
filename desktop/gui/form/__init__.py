"""A form on the screen, made from its definition; it knows only the Entry."""
