"""Times that run in working days."""

from datetime import date, timedelta
from itertools import count, islice

from desktop.desk.packs import Pack
from desktop.ledger.canonical import Json

_WEEK = 5  # Monday to Friday


def after(pack: Pack, day: date, number: int) -> date:
    """The ``number``-th working day after ``day``."""
    told = pack.toml("calendars", "days_off.toml")
    each, days = _texts(told["each_year"]), _texts(told["days"])
    later = (day + timedelta(days=step) for step in count(1))
    working = (
        one
        for one in later
        if one.weekday() < _WEEK
        and one.isoformat() not in days
        and one.strftime("%m-%d") not in each
    )
    return next(islice(working, number - 1, None))


def _texts(found: Json) -> frozenset[str]:
    return frozenset(map(str, found if isinstance(found, list) else ()))
