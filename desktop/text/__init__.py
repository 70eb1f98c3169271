"""Vietnamese text: folding, order, numbers, dates, messages."""
