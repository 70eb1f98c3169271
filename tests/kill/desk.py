"""The desk that is killed, and what its register holds afterwards."""

from datetime import date

from desktop.app import SystemRandom
from desktop.cli.demo.clock import TrainingClock
from desktop.desk import doctor
from desktop.desk.desk import open_desk
from desktop.errors import Refused

UNIT = "20854"
PASSWORD = "mật khẩu tập huấn"
FORM = "mobilisation_event"
TODAY = date(2026, 7, 2)
SAVES = 10  # an event's attendance is its number in tens, and its save in ones


def opened(folder, secret=PASSWORD):
    """The desk as the window opens it."""
    return open_desk(folder, secret, TrainingClock(TODAY), SystemRandom())


def missing(folder, claims):
    """What was shown as saved and is not there, in words; the register must be whole."""
    desk = opened(folder)
    try:
        assert desk.act  # the writer recovers what the killed one left
        doctor.examine(desk)
        return [words for claim in claims if (words := _lost(desk.ask.records, claim))]
    finally:
        desk.close()


def _lost(records, claim):
    if claim.finished and claim.record not in _finished(records):
        return f"{claim}: not finished"
    try:
        entry = records.edit(claim.record)
    except Refused:
        return f"{claim}: not there"
    value = int(entry.instance.node("/data/attendance").value or 0)
    # What was typed next may have been saved too, just before the end.
    later = claim.value <= value < claim.value - claim.value % SAVES + SAVES
    return "" if later else f"{claim}: holds {value}"


def _finished(records):
    drafts = {row.record for row in records.drafts()}
    return set(records.ids(FORM)) - drafts
