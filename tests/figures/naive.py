"""Figures from the bare lines, as a careful reader of the rules would count by hand.

Written from the list of indicators alone: no table of the store, no SELECT of the pack.
A record is shown by its head: the revision no other one builds on; of several, the first
by hash. A withdrawn record counts nowhere.
"""

import hashlib
import json
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tests.figures.versions import NAMES

HELD = {
    "buoi_tap_trung", "phat_dong", "dien_dan", "sinh_hoat", "hoi_thi", "san_khau",
    "ngoai_khoa", "toa_dam", "tung_nha",
}  # fmt: skip


def heads(raw_lines):
    """{record: its line} of what is not withdrawn."""
    lines = [json.loads(raw) | {"hash": hash_of(raw)} for raw in raw_lines]
    by_record = defaultdict(list)
    built_on = set()
    for line in lines:
        by_record[line["id"]].append(line)
        built_on.update(line["base"])
    found = {}
    for record, told in by_record.items():
        open_ends = [line for line in told if line["hash"] not in built_on]
        head = min(open_ends, key=lambda line: line["hash"])
        if head["op"] != "void":
            found[record] = head
    return found


def hash_of(raw):
    """SHA-256 of the line as it is written, without its end."""
    return hashlib.sha256(raw.rstrip(b"\n")).hexdigest()


class Reader:
    """What some units did from the first day to the last."""

    def __init__(self, raw_lines, units, start, end):
        told = heads(raw_lines)
        self.units, self.start, self.end = (
            set(units),
            start.isoformat(),
            end.isoformat(),
        )
        self.all = told

    def of(self, form):
        """(record, unit, answers) of one form in these units."""
        for record, line in self.all.items():
            name, _, version = line["form"].partition("@")
            if name == form and line["unit"] in self.units:
                yield record, line["unit"], answers(line["data"], name, version)

    def inside(self, day):
        return bool(day) and self.start <= day <= self.end

    def events(self):
        return [
            e
            for _, _, e in self.of("mobilisation_event")
            if self.inside(e.get("event_date"))
        ]

    def sessions(self, unit):
        told = [e for e in self.events() if e.get("session_unit") == unit]
        return sum(int(e["session_count"]) for e in told if e.get("session_count"))

    def attendance(self):
        return sum(int(e["attendance"]) for e in self.events() if e.get("attendance"))

    def mean(self, unit):
        told = [
            e for e in self.events()
            if e.get("session_unit") == unit and e.get("attendance") and e.get("session_count")
        ]  # fmt: skip
        n = sum(int(e["attendance"]) for e in told)
        return ratio(n, sum(int(e["session_count"]) for e in told), 1)

    def joint(self):
        told = self.events()
        return ratio(sum(bool(e.get("support_orgs")) for e in told), len(told), 100)

    def villages(self):
        """Villages that stand on the last day, and those of them where something was."""
        standing = {
            record
            for record, _, village in self.of("residential_unit")
            if village["valid_from"] <= self.end
            and (not village.get("valid_to") or village["valid_to"] >= self.end)
        }
        named = {
            v
            for e in self.events()
            for v in (e.get("residential_unit_ids") or "").split()
        }
        return ratio(len(standing & named), len(standing), 100)

    def given(self):
        return sum(
            self.inside(t.get("assigned_date"))
            for _, _, t in self.of("task_assignment")
        )

    def due(self):
        """(done, done in time, all) of the tasks that fall due."""
        done = in_time = count = 0
        for record, unit, task in self.of("task_assignment"):
            if not self.inside(task.get("due_date")):
                continue
            count += 1
            day = self._ended(record, unit)
            done += day is not None
            in_time += day is not None and day <= task["due_date"]
        return done, in_time, count

    def _ended(self, task, unit):
        """Since when it stays done, by what its own unit wrote up to the last day."""
        told = sorted(
            (p["progress_date"], record, p["progress_status"])
            for record, of, p in self.of("task_progress")
            if p.get("task_id") == task
            and of == unit
            and p["progress_date"] <= self.end
        )
        since = None
        for day, _, status in told:
            since = (since or day) if status in ("done", "done_late") else None
        return since

    def points(self):
        return [
            point
            for _, _, point in self.of("model_point")
            if point["started_date"] <= self.end
            and (not point.get("ended_date") or point["ended_date"] > self.end)
        ]

    def population(self):
        """The last one that each unit told of by the last day."""
        last = {}
        for record, unit, profile in self.of("commune_profile"):
            if profile["as_of_date"] <= self.end:
                last[unit] = max(
                    last.get(unit, ("", "", 0)),
                    (profile["as_of_date"], record, int(profile["population"])),
                )
        return sum(told[2] for told in last.values())


def answers(data, form, version):
    """By the names that the questions have now."""
    former = NAMES.get(version, {}) if form == "mobilisation_event" else {}
    now = {old: new for new, old in former.items()}
    return {now.get(name, name): value for name, value in data.items()}


def ratio(n, d, factor):
    """Rounded once, half up, to one decimal; None where nothing is below the line."""
    if d == 0:
        return None
    exact = Decimal(factor) * n / d
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def twelve(raw_lines, units, start: date, end: date):
    """{code: value} as printed."""
    told = Reader(raw_lines, units, start, end)
    done, in_time, due = told.due()
    points = told.points()
    return {
        "I05": told.given(),
        "I06.done": ratio(done, due, 100),
        "I06.on_time": ratio(in_time, due, 100),
        "I11.buoi": told.sessions("buoi"),
        "I11.dot": told.sessions("dot"),
        "I12": told.attendance(),
        "I13.buoi": told.mean("buoi"),
        "I14": ratio(told.attendance(), told.population(), 100),
        "I15": told.villages(),
        "I16": told.joint(),
        "I22": len({point["model_id"] for point in points}),
        "I24.members": sum(
            int(p["member_count"]) for p in points if p.get("member_count")
        ),
    }
