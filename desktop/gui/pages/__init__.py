"""The pages: strangers to each other, guests of the main window."""
