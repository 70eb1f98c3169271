"""What is wrong with an XLSForm table: sheet, row, column, and how to mend it."""
