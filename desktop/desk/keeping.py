"""How long attached files stay, as the pack says."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.desk.calendars import MONTHS, calendar_for, last_ended
from desktop.desk.core import Core
from desktop.desk.packs import Pack
from desktop.errors import Refused
from desktop.ledger.ids import RecordId
from desktop.store import files, search, values
from desktop.store.connection import Connection

_LONGEST = 370  # days of a period
_FEWEST = 8  # letters that a file is named by


@dataclass(frozen=True, slots=True)
class Term:
    """A time that an officer may choose."""

    code: str
    label: str
    months: int


@dataclass(frozen=True, slots=True)
class Terms:
    """The pack's, the usual one first."""

    terms: tuple[Term, ...]
    reason: str  # what is signed when a file's time is over


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file whose bytes are here for a time."""

    record: RecordId
    title: str
    sha256: str
    name: str
    bytes: int
    until: date
    past: bool


def terms(pack: Pack) -> Terms:
    """What the pack lets choose from."""
    told = pack.toml("start", "keeping.toml")
    keep = told["keep"]
    found = [
        Term(str(entry["code"]), str(entry["label"]), int(str(entry["months"])))
        for entry in (keep if isinstance(keep, list) else [])
        if isinstance(entry, dict)
    ]
    usual = str(told["default"])
    found.sort(key=lambda term: term.code != usual)
    return Terms(tuple(found), str(told["reason"]))


def until(pack: Pack, day: date, code: str) -> date:
    """The last day of a file on a record of ``day``; "" is the usual term."""
    known = terms(pack).terms
    found = next((term for term in known if term.code == (code or known[0].code)), None)
    if found is None:
        names = ", ".join(term.code for term in known)
        raise Refused("keep.unknown", code=code[:20], known=names)
    return months_on(_closes(pack, day), found.months)


def _closes(pack: Pack, day: date) -> date:
    """When the period that ``day`` lies in is over."""
    told = pack.toml("start", "keeping.toml")
    kind = str(told["kind"])
    calendar = calendar_for(pack, kind, str(told["calendar"]))
    ends = (
        last_ended(MONTHS[kind], calendar.first_day, day + timedelta(days=after))[1]
        for after in range(1, _LONGEST)
    )
    return next(end for end in ends if end >= day)


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class FilesAsk:
    """What a desk can tell of the files it keeps."""

    def __init__(self, core: Core, reader: Connection) -> None:
        self._core = core
        self._reader = reader

    def terms(self) -> tuple[Term, ...]:
        """How long a file may be kept, the usual time first."""
        return terms(self._core.catalogue.pack).terms

    def reasons(self) -> tuple[str, ...]:
        """Why something is usually erased."""
        told = self._core.catalogue.pack.toml("start", "keeping.toml")["reasons"]
        return tuple(map(str, told if isinstance(told, list) else ()))

    def kept(self) -> tuple[KeptFile, ...]:
        """Every file that is here for a time, the first to go first."""
        found = _listed(self._core, self._reader)
        return tuple(sorted(found, key=lambda f: (f.until, f.name, f.record)))

    def named(self, begins: Sequence[str]) -> tuple[KeptFile, ...]:
        """Files whose time is over, by 8 or more letters of their SHA-256."""
        kept = self.kept()
        return tuple(found for b in begins for found in _past(kept, b))


def _past(kept: Sequence[KeptFile], begins: str) -> list[KeptFile]:
    found = [file for file in kept if file.sha256.startswith(begins)]
    if len({file.sha256 for file in found}) != 1 or len(begins) < _FEWEST:
        raise Refused("redact.no_file")
    if not found[0].past:
        day = found[0].until.strftime("%d/%m/%Y")
        raise Refused("keep.not_past", file=begins[:12], until=day)
    return found


def _listed(core: Core, reader: Connection) -> Iterator[KeptFile]:
    today = core.clock.now().date()
    for sha256, iso in files.terms(reader).items():
        blob, last = files.get(reader, sha256), date.fromisoformat(iso)
        for record, name in files.holders(reader, sha256) if blob else ():
            held = values.read(reader, name)
            (row,) = search.rows(reader, [record])
            if held is not None and blob is not None:
                yield KeptFile(
                    record, row.title, sha256, held.value, blob.bytes, last,
                    past=last < today,
                )  # fmt: skip
