"""Tables of a province's year, filled by walking the forms: every list, every register."""

import os
import random
from datetime import date, timedelta

from desktop import assets
from desktop.desk import figure_defs
from desktop.desk.catalogue import Catalogue
from desktop.desk.packs import load
from desktop.desk.shapes import list_of
from desktop.store import connection, projections
from desktop.store.carried import CARRIED
from desktop.xforms.definition import Kind

RECORDS = 1000  # of a commune in a year
FIRST, DAYS = date(2026, 1, 1), 365
# How many of a thousand, by what a commune writes in a year; the others share the rest.
SHARES = {
    "mobilisation_event": 300, "task_progress": 150, "model_point": 90,
    "task_assignment": 50, "directing_document": 50, "core_force": 90,
    "safety_registration": 90, "model": 20, "residential_unit": 30, "organisation": 15,
    "commune_profile": 2, "coordination_programme": 6, "report_submission": 6,
    "event_pair": 2, CARRIED: 2,
}  # fmt: skip
ANSWERED = 0.8
# Communes of one province tell of the same periods.
PERIOD = {"period_from": "2026-01-01", "period_to": "2026-06-30"}


class Province:
    """A database of so many communes, as the desk that counts them holds it."""

    def __init__(self, folder, communes):
        self.pack = load(assets.forms(), folder / "pack")
        self.catalogue = Catalogue(self.pack)
        self.path, self.key = folder / f"{communes}.db", os.urandom(32)
        codes = [unit.code for unit in self._communes()]
        self.units = tuple(codes[:communes])
        self.rng = random.Random(communes)
        self._known = {}
        writer = connection.open_writer(self.path, self.key)
        projections.ensure(writer, self.catalogue.specs())
        for unit in self.units:
            with connection.transaction(writer):
                self._fill(writer, unit)
        writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        writer.close()

    def reader(self):
        return connection.open_reader(self.path, self.key)

    def _communes(self):
        rows = self.pack.rows("units", "units.csv")
        codes = dict.fromkeys(r["parent"] for r in rows if r["level"] == "commune")
        return [unit for code in codes if code for unit in self.pack.children(code)]

    def _fill(self, writer, unit):
        ids = {form: self._ids(form) for form in self.pack.forms}
        for form, records in ids.items():
            definition = self.catalogue.definition(form)
            known = {column.name for column in self.catalogue.spec(form).columns}
            asked = [q for q in definition.questions if q.name in known]
            rows = [self._row(unit, record, asked, ids) for record in records]
            names = ", ".join(f'"{name}"' for name in rows[0]) if rows else ""
            marks = ", ".join("?" * len(rows[0])) if rows else ""
            writer.executemany(
                f"INSERT INTO f_{form} ({names}) VALUES ({marks})",
                [tuple(row.values()) for row in rows],
            )

    def _ids(self, form):
        others = len(self.pack.forms) - sum(f in SHARES for f in self.pack.forms)
        left = RECORDS - sum(n for f, n in SHARES.items() if f in self.pack.forms)
        count = SHARES.get(form, max(1, left // max(1, others)))
        return [self.rng.randbytes(16).hex() for _ in range(count)]

    def _row(self, unit, record, asked, ids):
        row = {"record": record, "unit": unit}
        for question in asked:
            row[question.name] = self._cell(question, ids)
        return row

    def _cell(self, question, ids):
        if self.rng.random() > ANSWERED and question.columns.get("role") != "date":
            return None
        if question.kind is Kind.INTEGER:
            return self.rng.randrange(1, 100)
        if question.kind is Kind.DECIMAL:
            return self.rng.randrange(1, 10_000)
        if question.kind is Kind.DATE:
            return PERIOD.get(question.name) or self._day()
        return self._chosen(question, ids)

    def _day(self):
        return (FIRST + timedelta(self.rng.randrange(DAYS))).isoformat()

    def _chosen(self, question, ids):
        name = list_of(question)
        maker = self.pack.maker_of(name) if name else None
        codes = ids[maker] if maker else self._codes(name)
        if not codes:
            return None
        if question.kind is Kind.SELECT_MULTIPLE:
            return " ".join(self.rng.sample(codes, min(2, len(codes))))
        return self.rng.choice(codes)

    def _codes(self, name):
        if name == figure_defs.LIST:
            return [row["name"] for row in figure_defs.list_rows(self.pack)]
        if not name or not self.pack.has_list(name):
            return []
        if name not in self._known:
            rows = self.pack.rows("lists", f"{name}.csv")
            self._known[name] = [row["name"] for row in rows]
        return self._known[name]
