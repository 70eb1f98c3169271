"""The program: an offline desk for coordination records."""
