"""What the program brings along, as a CycloneDX list: the pins of the run-time lock."""

import uuid
from datetime import UTC, datetime

from tests.windows.lock import for_windows, names

_SPACE = uuid.UUID("5b1ad6f2-5a9e-4f0a-8d8f-0c3a6c1f5b11")  # of this project's lists


def bom(lock, version, seconds):
    """The list for one version; the same lock and time give the same list."""
    text = for_windows(lock)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_SPACE, f'{version} {text}')}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(seconds, UTC).isoformat(),
            "component": {
                "type": "application", "name": "so-phoi-hop", "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            },
        },
        "components": [_one(name, number) for name, number in names(text)],
    }  # fmt: skip


def _one(name, number):
    purl = f"pkg:pypi/{name}@{number}"
    told = {"type": "library", "bom-ref": purl, "name": name, "version": number}
    return told | {"purl": purl}
