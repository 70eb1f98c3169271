"""Small widgets in the program's own look; none knows the desk."""
