"""The owner says of two records that they are one event, or that they are not."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.desk import owned
from desktop.desk.core import Core
from desktop.desk.entry import again, finished, problems_or_finished, saying
from desktop.desk.pair_views import PAIR, Verdict
from desktop.desk.views import Changed
from desktop.errors import Refused, Usage
from desktop.ledger.canonical import Data
from desktop.ledger.ids import RecordId, form_id_of
from desktop.ledger.revision import Content, FileRef, Finished, Op, Reason, Revision
from desktop.store import drafts
from desktop.store.connection import Connection
from desktop.text.fold import fold

if TYPE_CHECKING:
    from desktop.desk.one import OneRecord
    from desktop.desk.pairs import PairsAsk, Rule


class Uniting:
    """Never by itself; what is decided is a record, so that nobody is asked again."""

    def __init__(
        self, core: Core, writer: Connection, finish: Callable[[Finished], Changed]
    ) -> None:
        self._core = core
        self._writer = writer
        self._finish = finish

    @cached_property
    def ask(self) -> "PairsAsk":
        """What takes long to tell, told by who does the work."""
        from desktop.desk.pairs import PairsAsk

        return PairsAsk(self._core, self._writer)

    @cached_property
    def _one(self) -> "OneRecord":
        from desktop.desk.one import OneRecord

        return OneRecord(self._core, self._writer)

    def unite(self, kept: RecordId, other: RecordId) -> Changed:
        """``kept`` gains who took part and the files; ``other`` is withdrawn."""
        one, gone = self._two(kept, other)
        rule = self.ask.rule(form_id_of(one.form))
        label = self._core.catalogue.pack.label("pair_verdict", Verdict.JOINED)
        told = f"{label} ({kept})"
        why = owned.reason(self._core, told)
        data = saying(gone, {"why": {"#": why.commitment}})
        void = again(gone, Op.VOID, data, Reason.JOINED, values=(why,))
        gained = tuple(self._gained(rule, one, gone))
        decided = self._decided(kept, other, Verdict.JOINED, told)
        return self._finish(finished(*gained, void, decided))

    def keep_apart(self, one: RecordId, other: RecordId, why: str) -> Changed:
        """They are two events; the reason is kept."""
        self._two(one, other)
        if not why.strip():
            raise Usage("record.why")
        return self._finish(finished(self._decided(one, other, Verdict.APART, why)))

    # inside

    def _two(self, one: RecordId, other: RecordId) -> tuple[Revision, Revision]:
        if one == other:
            raise Usage("same.itself")
        both = [owned.standing(self._core, self._writer, name) for name in (one, other)]
        if form_id_of(both[0].form) != form_id_of(both[1].form):
            raise Refused("same.other_form")
        if any(drafts.get(self._writer, name) for name in (one, other)):
            raise Refused("same.draft")
        return both[0], both[1]

    def _gained(self, rule: "Rule", one: Revision, gone: Revision) -> Iterator[Content]:
        held = {file.sha256 for file in one.files}
        files = tuple(file for file in gone.files if file.sha256 not in held)
        parties = self._new_parties(rule, one, gone)
        if parties:
            yield self._with_parties(rule, one, parties, files)
        elif files:
            kept = (*one.files, *files)
            yield again(one, Op.PUT, dict(one.data), Reason.JOINED, kept)

    def _new_parties(self, rule: "Rule", one: Revision, gone: Revision) -> list[str]:
        """Of the other record, by name: each machine has its own organisations."""
        names = self.ask.names(rule)
        known = {fold(names.get(code, code)) for code in _codes(rule, one)}
        found = {fold(names.get(code, code)): code for code in _codes(rule, gone)}
        return [code for name, code in found.items() if name not in known]

    def _with_parties(
        self, rule: "Rule", one: Revision, more: list[str], files: tuple[FileRef, ...]
    ) -> Content:
        """Through the form, as if the officer had ticked them."""
        from desktop.desk.pairs import column_of

        entry = self._one.edit(one.record)
        questions = entry.form.definition.questions
        ref = next(q.ref for q in questions if column_of(q) == rule.joins)
        before = entry.instance.node(ref).value.split()
        entry.answer(ref, " ".join([*before, *more]))
        (content,) = problems_or_finished(entry).contents
        return replace(content, reason=Reason.JOINED, files=(*one.files, *files))

    def _decided(
        self, kept: RecordId, other: RecordId, verdict: Verdict, why: str
    ) -> Content:
        """Through the form, too: a reason past its bounds is refused."""
        said: Data = {
            "kept_record": kept,
            "other_record": other,
            "verdict": verdict.value,
            "decided_on": self._core.clock.now().date().isoformat(),
            "reason": why.strip(),
        }
        (content,) = problems_or_finished(self._one.new(PAIR, said)).contents
        return content


def _codes(rule: "Rule", line: Revision) -> list[str]:
    said = [line.data.get(question) for question in rule.parties]
    return [code for answer in said if answer for code in str(answer).split()]
