"""Two desks and the stick between them; each step is told; the power goes somewhere inside."""

import os
import sys
from datetime import date
from pathlib import Path

from desktop.cli.demo.clock import TrainingClock
from desktop.desk.desk import open_desk
from desktop.desk.entry import problems_or_finished
from desktop.desk.views import finish
from tests.power.victim import Chance


def say(*words):
    os.write(1, f"{' '.join(words)}\n".encode())


def main(root, password, count):
    clock, stick = TrainingClock(date(2025, 8, 1)), Path(root) / "stick"
    commune, province = (
        open_desk(Path(root) / unit, password, clock, Chance())
        for unit in ("20854", "48")
    )
    for number in range(int(count)):
        record = enter(commune, number)
        say("SAVED", record)
        handed = finish(commune.act.hand_over(stick, None))
        say("HANDED", handed.name, handed.sha256)
        finish(province.act.take_in(handed.path))
        say("TAKEN", record)
        back = finish(province.act.hand_over(stick, "20854"))
        say("HANDED", back.name, back.sha256)
        finish(commune.act.take_in(back.path))
        say("RECEIVED", record)
    os._exit(0)  # the plug, not a tidy end


def enter(desk, number):
    """One event."""
    entry = desk.ask.records.new(
        "mobilisation_event",
        {
            "event_form": "buoi_tap_trung", "event_date": "2025-07-20",
            "lead_org": desk.ask.records.ids("organisation")[0],
            "attendance": str(10 + number), "note": f"Buổi thứ {number}",
        },
    )  # fmt: skip
    desk.act.finish(problems_or_finished(entry))
    return entry.record


if __name__ == "__main__":
    main(*sys.argv[1:])
