"""Villages that are merged or split: some end on a day, others begin on the next.

All of it is one act: the old ones get their last day, the new ones name what they were
made of, and either all these revisions are written or none. Nothing is renamed: records
of before keep the village they were written for, and show its name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.desk import owned
from desktop.desk.blank import Blank, blank
from desktop.desk.core import Core
from desktop.desk.entry import Origin, again, finished, in_the_way, put, refusal
from desktop.desk.standing import leaf
from desktop.desk.views import VILLAGE
from desktop.errors import Refused
from desktop.ledger.canonical import Data, Json
from desktop.ledger.ids import RecordId, form_id_of, new_record_id
from desktop.ledger.revision import Content, Finished, Op, Reason, Revision
from desktop.store import drafts
from desktop.store.connection import Connection
from desktop.text.clean import clean
from desktop.text.dates import format_date
from desktop.text.fold import fold

_LIST = "residential_units"
_OF_FIRST = ("unit_type", "unit_type_other")
_KEPT = (*_OF_FIRST, "old_commune")
_SUMMED = ("households", "population")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Village:
    """A village as the list has it."""

    record: RecordId
    name: str
    valid_from: str
    valid_to: str  # "" = it is there


class VillagesAsk:
    """What becomes of villages, made ready for ``Act.finish``; writes nothing."""

    def __init__(
        self, core: Core, reader: Connection, plain: Callable[[Revision], Data]
    ) -> None:
        self._core = core
        self._reader = reader
        self._plain = plain  # a line's answers with private values put back

    def there(self, day: date) -> tuple[Village, ...]:
        """The villages that have not ended before a day."""
        rows = self._core.catalogue.source(_LIST, self._reader).rows({})
        found = (_village(row) for row in rows)
        return tuple(v for v in found if not v.valid_to or v.valid_to >= _iso(day))

    def named(self, text: str, day: date) -> RecordId:
        """The one village of that name, or of that record id, that a day finds."""
        found = {
            one.record
            for one in self.there(day)
            if text == one.record or _key(one.name) == _key(text)
        }
        if len(found) != 1:
            code = "village.unknown" if not found else "village.two"
            raise Refused(code, name=clean(text)[:60])
        return found.pop()

    def merged(self, ended: Sequence[RecordId], name: str, day: date) -> Finished:
        """Several end, and one made of them begins on ``day``."""
        old = self._ending(ended, day)
        if len(old) == 1:
            raise Refused("village.merge_one")
        made = self._made(old, [name], day, _summed(map(self._plain, old)))
        into: Data = {"merged_into": made[0].record}
        return finished(*made, *(_end(head, day, into) for head in old))

    def split(self, ended: RecordId, names: Sequence[str], day: date) -> Finished:
        """One ends, and several made of it begin on ``day``."""
        old = self._ending([ended], day)
        if len(names) == 1:
            raise Refused("village.split_one")
        return finished(*self._made(old, names, day, {}), _end(old[0], day, {}))

    def _ending(self, ended: Sequence[RecordId], day: date) -> list[Revision]:
        if day > self._core.clock.now().date():
            raise Refused("village.future", day=format_date(day))
        return [self._ended(record, day) for record in dict.fromkeys(ended)]

    def _ended(self, record: RecordId, day: date) -> Revision:
        """A village of our own that was there on the day before, and still is."""
        head = owned.standing(self._core, self._reader, record)
        name = leaf(head.data, "unit_name") or ""
        if form_id_of(head.form) != VILLAGE:
            raise Refused("village.other_form")
        if drafts.get(self._reader, record) is not None:
            raise Refused("village.draft", name=str(name))
        if leaf(head.data, "valid_to"):
            raise Refused("village.ended", name=str(name))
        if str(leaf(head.data, "valid_from") or "") >= _iso(day):
            raise Refused("village.too_early", name=str(name))
        return head

    def _made(
        self, old: Sequence[Revision], names: Sequence[str], day: date, sums: Data
    ) -> list[Content]:
        names = [clean(name).strip() for name in names]
        self._refuse_names(old, names, day)
        form = blank(self._core, self._reader, VILLAGE)
        return [self._begun(form, old, name, day, sums) for name in names]

    def _refuse_names(
        self, old: Sequence[Revision], names: Sequence[str], day: date
    ) -> None:
        ending = {head.record for head in old}
        rest = [one.name for one in self.there(day) if one.record not in ending]
        taken = set(map(_key, rest))
        for name in names:
            if not name:
                raise Refused("village.no_name")
            if _key(name) in taken:
                raise Refused("village.taken", name=name[:60])
            taken.add(_key(name))

    def _begun(
        self, form: Blank, old: Sequence[Revision], name: str, day: date, sums: Data
    ) -> Content:
        core, told = self._core, [self._plain(head) for head in old]
        answers: Data = {
            "unit_code": core.profile.unit,
            "unit_name": name,
            "valid_from": _iso(day),
            "split_from": " ".join(head.record for head in old),
        }
        answers |= {question: _alike(told, question) for question in _KEPT} | sums
        blocking = in_the_way(form.opened(answers).problems())
        if blocking:
            raise refusal(blocking)
        units = core.catalogue.pack.units_version
        record = new_record_id(core.clock, core.random)
        origin = Origin(record, core.profile.unit, units)
        return put(form.form.definition, origin, form.filled(answers), core.random)


def _end(head: Revision, day: date, more: Data) -> Content:
    data = dict(head.data) | {"valid_to": _iso(day - _DAY)} | more
    return again(head, Op.PUT, data, Reason.TYPED)


def _village(row: Mapping[str, str]) -> Village:
    record, days = RecordId(row["name"]), (row["valid_from"], row["valid_to"])
    return Village(record, row["label"], *days)


def _alike(told: Sequence[Data], question: str) -> Json:
    """What all of them say; of the kind of village, what the first says."""
    said = [data.get(question) for data in told]
    alike = all(one == said[0] for one in said)
    return said[0] if alike or question in _OF_FIRST else None


def _summed(told: Iterable[Data]) -> Data:
    """Households and people of the merged village, where all of them said so."""
    rows = list(told)
    said = {name: [row.get(name) for row in rows] for name in _SUMMED}
    return {
        name: str(sum(int(str(one)) for one in found))
        for name, found in said.items()
        if None not in found
    }


def _key(name: str) -> str:
    return fold(" ".join(name.split()))


def _iso(day: date) -> str:
    return day.isoformat()
