"""A clock that stands still and chance that counts."""

from datetime import datetime, timedelta, timezone

HANOI = timezone(timedelta(hours=7))


class StillClock:
    def __init__(self, moment=datetime(2026, 4, 30, 8, 15, tzinfo=HANOI)):
        self.moment = moment

    def now(self):
        return self.moment


class Counting:
    def __init__(self):
        self.drawn = 0

    def bytes(self, count):
        self.drawn += 1
        return self.drawn.to_bytes(count)
