"""The same desk without a window: verbs, JSON in and out, exit codes."""
