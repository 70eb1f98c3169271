"""The main job on training data: two desks, a year, a hand-over, a report."""
