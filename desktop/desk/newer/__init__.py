"""A newer program from a stick: proved, copied, the data set aside, then started.

What may happen in between is written down beside the profile (``awaited``), so that
whichever program opens it next knows what to do.
"""
