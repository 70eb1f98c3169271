"""The shared tables, read and judged; nothing of them is kept here."""

import json
import os
from pathlib import Path
from typing import NamedTuple

from tests.conformance import forms, scenarios, xpath_rows
from tests.conformance.tally import Gate, Outcome

SHARED = Path(__file__).resolve().parents[3] / "shared" / "conformance"
TABLES = Path(os.environ.get("TABLES") or SHARED)

AGREED = "agreed"  # rows on which the engines they were read from agree

GATES = {
    "xpath": [Gate("agreed rows", AGREED, 0.99)],
    "scenarios": [Gate("agreed scripts", AGREED, 0.98)],
    "forms": [
        Gate("as expected", forms.EXPECTED, 1.0),
        Gate("refusals that name the row", forms.ROW, 0.95),
    ],
}


class Table(NamedTuple):
    file: str
    key: str
    judge: object


_ROWS = {
    "xpath": Table("xpath.json", "cases", xpath_rows.run),
    "scenarios": Table("scenarios.json", "scenarios", scenarios.play),
}


def present(folder):
    """The kinds of table that a folder holds."""
    files = {kind: folder / table.file for kind, table in _ROWS.items()}
    files["forms"] = folder / "forms" / "expect.json"
    return [kind for kind in GATES if files[kind].exists()]


def judged(kind, folder):
    """An Outcome for each row of a table."""
    if kind == "forms":
        return list(forms.outcomes(folder / "forms"))
    table = _ROWS[kind]
    rows = json.loads((folder / table.file).read_text("utf-8"))[table.key]
    return [outcome(kind, row, table.judge) for row in rows]


def outcome(kind, row, judge):
    try:
        passed, came = judge(row)
    except Exception as error:  # whatever escapes the engine is a failure of it
        passed, came = False, f"escaped: {error!r:.200}"
    asked = row.get("expr") or row.get("title", "").strip()
    wanted = f"{row.get('result', '')} {row.get('expected', '')}".strip()
    return Outcome(
        category=row.get("category") or row["source"].rpartition("/")[2],
        group=row["status"],
        name=f"{row['id']} {asked[:120]}",
        passed=passed,
        came=f"wanted {wanted[:80]}, came {came}" if kind == "xpath" else came,
        note=came if came == xpath_rows.WHOLE_DAYS else "",
    )
