"""Projection tables filled by hand, for figures alone."""

import os
from datetime import date

from desktop.desk import figures
from desktop.store import connection, projections

YEAR = date(2026, 1, 1), date(2026, 12, 31)
OURS, OTHER = "20854", "20194"


class Tables:
    """Projection tables filled by hand: no revisions, only what figures read."""

    def __init__(self, path, pack, specs):
        key = os.urandom(32)
        self.pack = pack
        self.writer = connection.open_writer(path, key)
        projections.ensure(self.writer, specs)
        self.reader = connection.open_reader(path, key)
        self.count = 0

    def add(self, form, unit=OURS, record=None, **values):
        self.count += 1
        record = record or f"r{self.count:04}"
        row = {"record": record, "unit": unit}
        row |= {
            name: " ".join(value) or None if isinstance(value, tuple) else value
            for name, value in values.items()
        }
        names = ", ".join(row)
        marks = ", ".join("?" * len(row))
        self.writer.execute(
            f"INSERT INTO f_{form} ({names}) VALUES ({marks})", list(row.values())
        )
        return record

    def bulk(self, table, rows):
        marks = ", ".join("?" * len(rows[0]))
        with connection.transaction(self.writer):
            self.writer.executemany(f"INSERT INTO f_{table} VALUES ({marks})", rows)

    def event(self, day, count, people=None, kind="buoi_tap_trung", **more):
        given = {"session_unit": "buoi", "session_count": count} | more
        return self.add(
            "mobilisation_event", event_date=day, event_form=kind, attendance=people,
            **given,
        )  # fmt: skip

    def point(self, model, started="2025-08-01", members=10, teams=1, **more):
        return self.add(
            "model_point", model_id=model, started_date=started, team_count=teams,
            member_count=members, **more,
        )  # fmt: skip

    def task(self, due, assigned="2026-01-05", **more):
        return self.add(
            "task_assignment", assigned_date=assigned, due_date=due,
            **({"lead_org": "ca"} | more),
        )  # fmt: skip

    def progress(self, task, status, day, **more):
        return self.add(
            "task_progress", task_id=task, progress_status=status, progress_date=day,
            **more,
        )  # fmt: skip

    def figures(self, units=(OURS,), start=YEAR[0], end=YEAR[1]):
        found = figures.values(self.pack, self.reader, units, start, end)
        return {figure.code: figure for figure in found}

    def told(self, *codes, **span):
        found = self.figures(**span)
        return [(found[c].value, found[c].n, found[c].d) for c in codes]

    def drill(self, code, **span):
        start, end = span.get("start", YEAR[0]), span.get("end", YEAR[1])
        rows = figures.drill(self.pack, self.reader, code, (OURS,), start, end)
        return {row.record for row in rows}

    def rows(self, code, start=YEAR[0], end=YEAR[1]):
        return figures.drill(self.pack, self.reader, code, (OURS,), start, end)
