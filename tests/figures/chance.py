"""Histories that chance writes: lines of several desks, edited, withdrawn, forked."""

import random
from datetime import date, timedelta

from desktop.ledger.commitment import commit
from desktop.ledger.revision import Content, Finished, Op, Reason
from desktop.ledger.stream import StreamKey
from desktop.store import revisions
from tests.figures.versions import NAMES

UNITS = ("20854", "20857", "20194")
FIRST, DAYS = date(2025, 7, 1), 500
FORMS = {
    "mobilisation_event": 8, "task_assignment": 4, "task_progress": 5, "model_point": 3,
    "residential_unit": 2, "commune_profile": 1,
}  # fmt: skip
LINES = 45


class Seeded:
    def __init__(self, rng):
        self.rng = rng

    def bytes(self, count):
        return self.rng.randbytes(count)


class History:
    """Records as they grow, each with the revisions nobody has built on yet."""

    def __init__(self, seed, writer, specs):
        self.rng = random.Random(seed)
        self.chance = Seeded(self.rng)
        self.writer, self.specs = writer, specs
        self.last = {}  # record -> what was said of it
        self.open = {}  # record -> (form, unit, [its heads])
        self.of = {form: [] for form in FORMS}
        self.models = [self.id() for _ in range(4)]

    def play(self):
        for _ in range(LINES):
            act = self.rng.choices(
                (self.new, self.edit, self.fork, self.withdraw, self.redact),
                (60, 20, 8, 7, 5),
            )[0]
            act()

    def id(self):
        return self.rng.randbytes(16).hex()

    def new(self):
        form = self.rng.choices(list(FORMS), FORMS.values())[0]
        unit, record = self.rng.choice(UNITS), self.id()
        self.open[record] = (form, unit, [])
        self.of[form].append(record)
        self.say(record, self.data(form))

    def edit(self):
        record = self.any()
        if record:
            self.say(record, self.data(self.open[record][0]))

    def fork(self):
        """Two desks change the same state."""
        record = self.any()
        if record:
            base = tuple(self.open[record][2])
            for dev in ("7K2M", "9XQA"):
                self.say(record, self.data(self.open[record][0]), base, dev)

    def withdraw(self):
        record = self.any()
        if record:
            self.say(record, self.data(self.open[record][0]), op=Op.VOID)

    def redact(self):
        record = self.any()
        if record:
            version, said = self.last[record]
            again = version, said | {"@": {"redacted": []}}
            self.say(record, said, op=Op.REDACT, again=again)

    def any(self):
        return self.rng.choice(list(self.open)) if self.open else None

    def say(self, record, data, base=None, dev=None, op=Op.PUT, again=None):
        form, unit, heads = self.open[record]
        dev = dev or self.rng.choice(("7K2M", "9XQA"))
        version, data = again or self.version(form, data)
        self.last[record] = version, data
        values = ()
        if self.rng.random() < 0.3 and op is Op.PUT:
            value = commit("Ghi chú của cán bộ", self.chance)
            values, data = (value,), data | {"note": {"#": value.commitment}}
        content = Content(
            record=record, form=f"{form}@{version}", unit=unit, units="2026-04-30",
            base=tuple(heads) if base is None else base, op=op, data=data,
            reason=Reason.REDACTED if op is Op.REDACT else Reason.TYPED, values=values,
        )  # fmt: skip
        stream = StreamKey(dev, "0" * 32, "48")
        (line,) = revisions.append(
            self.writer, self.specs, Finished((content,)), stream, "canbo",
            "2026-11-01T08:00:00+07:00",
        )  # fmt: skip
        left = [h for h in heads if h not in content.base]
        self.open[record] = (form, unit, [*left, line.hash])

    def version(self, form, data):
        if form != "mobilisation_event":
            return "1", data
        version = self.rng.choice(("1", "2", "3"))
        names = NAMES.get(version, {})
        return version, {names.get(name, name): value for name, value in data.items()}

    def day(self):
        return (FIRST + timedelta(self.rng.randrange(DAYS))).isoformat()

    def number(self, most, blank=0.15):
        return None if self.rng.random() < blank else str(self.rng.randrange(most))

    def some(self, form, most=3):
        known = self.of[form]
        found = self.rng.sample(known, min(len(known), self.rng.randrange(most)))
        return " ".join(found) or None

    def data(self, form):
        return getattr(self, f"_{form}")()

    def _mobilisation_event(self):
        return {
            "event_form": self.rng.choice(("buoi_tap_trung", "toa_dam", "phat_dong")),
            "event_date": self.day(),
            "session_unit": self.rng.choice(("buoi", "dot", None)),
            "session_count": self.number(5), "attendance": self.number(300),
            "support_orgs": self.rng.choice((None, "mt", "mt pn")),
            "residential_unit_ids": self.some("residential_unit"),
        }  # fmt: skip

    def _task_assignment(self):
        return {"assigned_date": self.day(), "due_date": self.day(), "lead_org": "ca"}

    def _task_progress(self):
        tasks = self.of["task_assignment"]
        return {
            "task_id": self.rng.choice(tasks) if tasks else None,
            "progress_date": self.day(),
            "progress_status": self.rng.choice(
                ("done", "done", "in_progress", "partly", "done_late")
            ),
        }

    def _model_point(self):
        return {
            "model_id": self.rng.choice(self.models), "started_date": self.day(),
            "ended_date": self.rng.choice((None, None, self.day())),
            "team_count": self.number(4), "member_count": self.number(40),
        }  # fmt: skip

    def _residential_unit(self):
        return {
            "unit_name": "Thôn", "valid_from": self.day(),
            "valid_to": self.rng.choice((None, None, self.day())),
        }  # fmt: skip

    def _commune_profile(self):
        return {
            "as_of_date": self.day(),
            "population": str(self.rng.randrange(1, 30000)),
        }
