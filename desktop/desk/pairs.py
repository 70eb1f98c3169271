"""Records that may tell of one event: found, and what was decided about them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import islice

from desktop.desk.alike import WHOLE, Answer, Event, Match, Words, match, matches
from desktop.desk.core import Core
from desktop.desk.pair_views import PAIR, Pair, Sign, Verdict
from desktop.desk.records import RecordsAsk
from desktop.desk.shapes import list_of
from desktop.desk.views import RecordRow, WorkState
from desktop.errors import Refused
from desktop.ledger.canonical import Json
from desktop.ledger.ids import RecordId
from desktop.store import pairs, search
from desktop.store.connection import Connection
from desktop.store.leaves import Cell
from desktop.store.pairs import Answers, Decided
from desktop.text.dates import format_date
from desktop.text.fold import fold
from desktop.xforms.definition import Question

MOST = 500  # open pairs of a form at a time; who decided these is shown the next

FEW = 20  # of one record


@dataclass(frozen=True, slots=True)
class Rule:
    """What two records of a form must share, as the pack says."""

    form: str
    place: str
    alike: tuple[str, ...]
    parties: tuple[str, ...]
    joins: str
    least: int

    @property
    def columns(self) -> tuple[str, ...]:
        """All that is compared."""
        return (self.place, *self.alike, *self.parties)


class PairsAsk:
    """What a desk can tell of such pairs; writes nothing."""

    def __init__(self, core: Core, reader: Connection) -> None:
        self._core = core
        self._reader = reader
        self._records = RecordsAsk(core, reader)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """One for each form that records events."""
        found = self._core.catalogue.pack.toml("start", "same.toml")
        return tuple(_rule(form, said) for form, said in found.items())

    def rule(self, form: str) -> Rule:
        """That of one form; Refused where its records are no events."""
        found = next((rule for rule in self.rules if rule.form == form), None)
        if found is None:
            raise Refused("same.form", form=form[:40])
        return found

    def all(self) -> tuple[Pair, ...]:
        """Open ones first, then what was decided, the newest before the older."""
        open_ones = (pair for rule in self.rules for pair in self._open(rule))
        closed = sorted(self._closed(), key=lambda p: p.verdict is not Verdict.NEITHER)
        return (*open_ones, *closed)

    def of(self, record: RecordId) -> tuple[Pair, ...]:
        """The likeliest open pairs of one record."""
        row = next(iter(search.rows(self._reader, [record])), None)
        rule = next((r for r in self.rules if row and r.form == row.form), None)
        if row is None or rule is None or not row.date:
            return ()
        day, near = date.fromisoformat(row.date), timedelta(days=1)
        span = ((day - near).isoformat(), (day + near).isoformat())
        events = self._events(rule, *span)
        own = [event for event in events if event.record == record]
        found = (match(own[0], e, rule.least) for e in events if own and e != own[0])
        left = self._undecided(filter(None, found))
        likeliest = sorted(left, key=lambda m: m.alike, reverse=True)[:FEW]
        return tuple(self._told(rule, likeliest))

    def left(self, start: str, end: str) -> int:
        """How many are open between two days; ``MOST`` stands for more as well."""
        return sum(len(self._matches(rule, start, end)) for rule in self.rules)

    def names(self, rule: Rule) -> dict[str, str]:
        """Records that the answers of a form name, by their titles."""
        catalogue = self._core.catalogue
        makers = (catalogue.pack.maker_of(list_of(q)) for q in self.questions(rule))
        forms = sorted({maker for maker in makers if maker})
        return dict(pairs.titles(self._reader, forms))

    def questions(self, rule: Rule) -> tuple[Question, ...]:
        """Those that are compared."""
        definition = self._core.catalogue.definition(rule.form)
        wanted = set(rule.columns)
        return tuple(q for q in definition.questions if column_of(q) in wanted)

    # inside

    def _open(self, rule: Rule) -> Iterator[Pair]:
        return self._told(rule, self._matches(rule, "0", "9"))

    def _matches(self, rule: Rule, start: str, end: str) -> list[Match]:
        """The newest that nobody has decided, of a day the likeliest first."""
        found = self._undecided(matches(self._events(rule, start, end), rule.least))
        return sorted(
            islice(found, MOST), key=lambda m: (m.one.day, m.alike), reverse=True
        )

    def _events(self, rule: Rule, start: str, end: str) -> list[Event]:
        spec = self._core.catalogue.spec(rule.form)
        names = self.names(rule)
        held = pairs.answers(self._reader, spec, rule.columns, start, end)
        return [_event(rule, one, names) for one in held]

    def _undecided(self, found: Iterable[Match]) -> Iterator[Match]:
        done = {frozenset((one.kept, one.other)) for one in self._decided()}
        for one in found:
            if frozenset((one.one.record, one.other.record)) not in done:
                yield one

    def _told(self, rule: Rule, found: Iterable[Match]) -> Iterator[Pair]:
        spoken = {fold(title): title for title in self.names(rule).values()}
        for each in found:
            one, other = self._rows(each.one.record, each.other.record)
            yield Pair(one, other, Verdict.OPEN, tuple(self._signs(rule, each, spoken)))

    def _signs(
        self, rule: Rule, found: Match, spoken: dict[str, str]
    ) -> Iterator[Sign]:
        day, next_day = format_date(found.one.day), format_date(found.other.day)
        same = found.one.day == found.other.day
        days = {} if same else {"one": day, "other": next_day}
        yield Sign("same.day" if same else "same.days", days)
        where = _said(found.places, spoken)
        places = {"places": where} if where else {}
        yield Sign("same.places" if where else "same.whole", places)
        if found.parties:
            yield Sign("same.parties", {"who": _said(found.parties, spoken)})
        labels = {column_of(q): _label(q) for q in self.questions(rule)}
        asked = [labels[rule.alike[at]] for at in found.answers]
        if asked:
            yield Sign("same.answers", {"questions": ", ".join(asked)})

    def _decided(self) -> list[Decided]:
        return pairs.decided(self._reader, self._core.catalogue.spec(PAIR))

    def _closed(self) -> Iterator[Pair]:
        for one in reversed(self._decided()):
            rows = self._rows(one.kept, one.other)
            if len(rows) == 2:
                yield Pair(*rows, _verdict(one, rows[0]), reason=one.reason)

    def _rows(self, *records: RecordId) -> tuple[RecordRow, ...]:
        return self._records.rows(records)


def _verdict(one: Decided, kept: RecordRow) -> Verdict:
    """Two offices may each have kept its own: then nothing counts, and it is told."""
    said = Verdict(one.verdict)
    lost = said is Verdict.JOINED and kept.work is WorkState.VOID
    return Verdict.NEITHER if lost else said


def column_of(question: Question) -> str:
    """Under which name its answers are kept."""
    return question.stable_id or question.name


def _label(question: Question) -> str:
    return next(iter(question.label.values()), question.name)


def tokens(cells: Sequence[Cell], names: dict[str, str]) -> Words:
    """What was said, folded; a record by its title, whichever machine made it."""
    said = [part for cell in cells if cell is not None for part in str(cell).split()]
    return frozenset(fold(names.get(part, part)) for part in said)


def _event(rule: Rule, held: Answers, names: dict[str, str]) -> Event:
    place, *cells = held.cells
    count = len(rule.alike)
    answers = [_answer(cell, names) for cell in cells[:count]]
    parties = tokens(cells[count:], names)
    day = date.fromisoformat(held.date)
    places = tokens([place], names)
    return Event(held.record, held.unit, day, places, parties, tuple(answers))


def _answer(cell: Cell, names: dict[str, str]) -> Answer:
    return cell if isinstance(cell, int) else tokens([cell], names)


def _said(common: Words, spoken: dict[str, str]) -> str:
    return ", ".join(sorted(spoken.get(one, one) for one in common if one != WHOLE))


def _rule(form: str, said: Json) -> Rule:
    if not isinstance(said, dict):
        raise Refused("pack.broken")
    return Rule(
        form,
        str(said["place"]),
        _texts(said["alike"]),
        _texts(said["parties"]),
        str(said["joins"]),
        int(str(said["least"])),
    )


def _texts(found: Json) -> tuple[str, ...]:
    return tuple(str(one) for one in found) if isinstance(found, list) else ()
