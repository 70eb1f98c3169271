"""Bundles with one fault each, made from declared parts, and the answer to each.

parts.py makes a whole bundle from a Plan; a vector is a Plan with one change, the rows of
the table of threats it stands for, and the reason it is refused by (or the result of the
intake, where numbers and epochs are no refusal). Each is read by the real reader and taken
in by a real desk, of which a refusal changes nothing. ``make checks`` takes the reader's
checks out one by one: at least one vector must then fail.
"""
