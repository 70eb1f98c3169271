"""Update packages as their makers make them, whole and tampered with."""
