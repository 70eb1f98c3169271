"""Taking a table in: columns to questions, rows to records, all or nothing."""
