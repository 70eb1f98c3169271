"""Typesetting of tables and text; the only reportlab. Knows no store, no figures."""
