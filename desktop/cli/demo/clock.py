"""A clock that the scenario winds forward."""

from datetime import date, datetime, time, timedelta, timezone

HANOI = timezone(timedelta(hours=7))


class TrainingClock:
    """Stands still until told the day; every question moves it one second."""

    def __init__(self, day: date) -> None:
        self._moment = datetime.combine(day, time(7, 30), HANOI)

    def now(self) -> datetime:
        """The scenario's time, never twice the same."""
        self._moment += timedelta(seconds=1)
        return self._moment

    def turn_to(self, day: date) -> None:
        """Go to the morning of ``day``; never back."""
        self._moment = max(self._moment, datetime.combine(day, time(7, 30), HANOI))
