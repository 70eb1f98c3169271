"""Tables that fetch what is looked at."""
