"""Tables that others wrote: workbooks, delimited text, a pasted block."""
