"""Desks of the size the benchmarks speak of: up to 100,000 revisions, 200 MB of files."""

import os
import shutil
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from desktop.cli.demo.clock import TrainingClock
from desktop.desk import attachments, profile
from desktop.desk.desk import open_desk
from desktop.desk.entry import Origin, finished, put
from desktop.desk.views import finish
from desktop.ledger.ids import new_record_id
from desktop.store import files, settings
from desktop.store.connection import transaction

PASSWORD = "mật khẩu đo tốc độ"
RECORDS, BATCH = 10_000, 500
MANY = 100_000  # of a hand-over, with the files below
FILES, FILE_BYTES = 40, 5 * 1024 * 1024
CLOCK = TrainingClock(date(2025, 8, 1))


class Chance:
    def bytes(self, count):
        return os.urandom(count)


CHANCE = Chance()


def make(folder, unit):
    profile.create(folder / unit, unit, "canbo", "Cán bộ", PASSWORD, CLOCK, CHANCE)
    return opened(folder / unit)


def opened(folder):
    return open_desk(folder, PASSWORD, CLOCK, CHANCE)


def fill(desk, count=RECORDS):
    """Events as an office has them, written in batches."""
    definition = desk.core.catalogue.form("mobilisation_event").definition
    units = desk.core.catalogue.pack.units_version
    lead, support = desk.ask.records.ids("organisation")[:2]
    for start in range(0, count, BATCH):
        contents = [
            put(
                definition,
                Origin(new_record_id(CLOCK, CHANCE), desk.core.profile.unit, units),
                answers(number, lead, support),
                CHANCE,
            )
            for number in range(start, start + BATCH)
        ]
        desk.act.finish(finished(*contents))


def answers(number, lead, support):
    return {
        "unit_code": "20854",
        "event_form": "buoi_tap_trung",
        "event_date": f"2025-07-{1 + number % 28:02}",
        "lead_org": lead,
        "support_orgs": support,
        "place_scope": "commune",
        "session_count": "1",
        "session_unit": "buoi",
        "attendance": str(20 + number % 300),
        "topics": "ma_tuy atgt",
        "audience": "nhan_dan",
        "note": f"Buổi thứ {number}, có lồng ghép sinh hoạt thôn và giải đáp ý kiến.",
    }


def attach_volume(desk):
    """Two hundred megabytes that the province has asked for; their hashes."""
    act, found = desk.act, []
    for _ in range(FILES):
        content = os.urandom(FILE_BYTES)
        kept = attachments.keep(desk.core, content, "application/pdf", "a.pdf")
        found.append(kept.blob.sha256)
        with transaction(act._writer):
            files.keep(act._writer, kept.blob)
            files.ask(act._writer, kept.blob.sha256, "48", "in", "2025-08-01")
    return found


def want(desk, sha256s):
    """The province's side of it."""
    with transaction(desk.act._writer):
        for sha256 in sha256s:
            files.ask(desk.act._writer, sha256, "20854", "out", "2025-08-01")


def enrol(commune, province, stick):
    commune.act.enrol.read_setup(province.act.enrol.write_setup(stick))
    first = finish(commune.act.hand_over(stick))
    finish(province.act.grant(first.path, commune.ask.desk().check_code))
    back = finish(province.act.hand_over(stick, "20854"))
    finish(commune.act.take_in(back.path))


@contextmanager
def used(folder):
    """A desk opened for writing, closed at the end."""
    desk = opened(folder)
    assert desk.act
    yield desk
    desk.close()


def exported(desk, stick):
    """Milliseconds until the bundle is in the outbox, and until it is on the stick."""
    forget_last(desk)
    for old in [*(desk.core.folder / "outbox").iterdir(), *stick.glob("*.sph")]:
        old.unlink()  # the floor writes over its file; else only we fill the memory
    start = time.perf_counter()
    in_outbox = None
    for step in desk.act.hand_over(stick):
        if step.what == "progress.deliver" and in_outbox is None:
            in_outbox = (time.perf_counter() - start) * 1000
    return in_outbox, (time.perf_counter() - start) * 1000


def forget_last(desk):
    """Let the next hand-over write a bundle of its own, as after new entries."""
    with transaction(desk.act._writer):
        settings.put(desk.act._writer, "sent.48", "")
        desk.act._writer.execute("UPDATE asks SET state = 'open'")


def copy(folder, target):
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target)
    return Path(target)
