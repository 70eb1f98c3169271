"""How much is tried and from which seed: the door of the long runs turns these up."""

import os

SEED = int(os.environ.get("SEED", "0"))
KILLS = int(os.environ.get("KILLS", "20"))
DISKS = int(os.environ.get("DISKS", "20"))
SCRIPTS = int(os.environ.get("SCRIPTS", "300"))  # in all, spread over the forms
HISTORIES = int(os.environ.get("HISTORIES", "200"))  # of the protocol as it is said
GOOD = int(os.environ.get("GOOD", "13"))  # bundles on one stick, beside the bad ones
JOURNEYS = int(os.environ.get("JOURNEYS", "2"))  # the same with real keys and files

RECOUNTS = int(os.environ.get("RECOUNTS", "500"))  # histories counted twice


def seeds(count):
    """The seeds of this run; a further round begins where they end."""
    return range(SEED, SEED + count)


def told():
    """One line, so that what failed can be run again."""
    kept = f"seed {SEED}, kills {KILLS}, disks {DISKS}, scripts {SCRIPTS}"
    return f"{kept}, histories {HISTORIES}, journeys {JOURNEYS}"
