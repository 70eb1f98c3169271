"""A desk that enters events and says so after each save; the power goes somewhere inside."""

import os
import sys
from datetime import date
from pathlib import Path

from desktop.cli.demo.clock import TrainingClock
from desktop.desk.desk import open_desk
from desktop.desk.entry import problems_or_finished


class Chance:
    def bytes(self, count):
        return os.urandom(count)


def main(folder, password, count):
    desk = open_desk(Path(folder), password, TrainingClock(date(2025, 8, 1)), Chance())
    lead = desk.ask.records.ids("organisation")[0]
    for number in range(int(count)):
        entry = desk.ask.records.new(
            "mobilisation_event",
            {
                "event_form": "buoi_tap_trung", "event_date": "2025-07-20",
                "lead_org": lead, "attendance": str(10 + number),
                "note": f"Buổi thứ {number}",
            },
        )  # fmt: skip
        desk.act.save_draft(entry.draft())
        os.write(1, f"DRAFT {entry.record}\n".encode())
        desk.act.finish(problems_or_finished(entry))
        os.write(1, f"SAVED {entry.record}\n".encode())
    os._exit(0)  # the plug, not a tidy end


if __name__ == "__main__":
    main(*sys.argv[1:])
