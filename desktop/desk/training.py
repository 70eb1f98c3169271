"""Training profiles keep their password beside them. Imports nothing heavy."""

import json
from pathlib import Path

from desktop.ledger.canonical import Json

PROFILE = "profile.json"
PASSWORD = "training-password"  # noqa: S105 - a file's name


def training_password(folder: Path) -> str | None:
    """The password beside a training profile; None for every other."""
    try:
        found: Json = json.loads((folder / PROFILE).read_bytes())
        if not isinstance(found, dict) or found.get("training") is not True:
            return None
        return (folder / PASSWORD).read_text("utf-8").strip()
    except (OSError, ValueError):
        return None  # no profile, or none that can be read: the caller will say so
