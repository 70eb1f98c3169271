"""What was tried: a table for readers, and a slip for a soak that was interrupted."""

import json
import subprocess
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = 6


@dataclass(frozen=True)
class Span:
    """``count`` seeds from ``first`` on, tried with ``commit``."""

    first: int
    count: int
    commit: str

    @property
    def end(self):
        return self.first + self.count


@dataclass(frozen=True)
class Book:
    """The table also remembers which seeds were tried: the next soak begins behind."""

    table: Path = ROOT / "docs" / "soak.md"
    slip: Path = ROOT / ".cache" / "soak.json"

    def begun(self, name, commit):
        """What an interrupted soak of this commit has done of a part, or nothing yet."""
        kept = self._kept().get(name)
        if kept and kept["commit"] == commit:
            return Span(**kept)
        ends = [row.end for part, row in self._rows() if part == name]
        return Span(max(ends, default=0), 0, commit)

    def keep(self, name, span):
        self._write(self._kept() | {name: asdict(span)})

    def close(self, name, span, result):
        """A row for what was tried; nothing is left to go on with."""
        cells = (datetime.now(UTC).date(), name, span.first, span.count, span.commit)
        with self.table.open("a", encoding="utf-8") as table:
            table.write("| " + " | ".join(map(str, (*cells, result))) + " |\n")
        kept = self._kept()
        kept.pop(name, None)
        self._write(kept)

    def _rows(self):
        for line in self.table.read_text("utf-8").splitlines():
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if len(cells) == COLUMNS and cells[2].isdecimal():
                yield cells[1], Span(int(cells[2]), int(cells[3]), cells[4])

    def _kept(self):
        return json.loads(self.slip.read_text()) if self.slip.exists() else {}

    def _write(self, kept):
        self.slip.parent.mkdir(exist_ok=True)
        self.slip.write_text(json.dumps(kept))


def commit():
    """The commit that is tried, with a plus where the tree is not that commit."""
    head = _git("rev-parse", "--short=10", "HEAD")
    changed = _git("status", "--porcelain", "--", ".", ":!docs/soak.md")
    return head + ("+" if changed else "")


def _git(*words):
    run = ["git", *words]
    told = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True)
    return told.stdout.strip()
