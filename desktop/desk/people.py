"""Everything this desk holds about a person who asks: found by name, in values.

Lines hold commitments; what they hide is looked up. Nothing is written but that
somebody looked, and never whom they looked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from desktop.desk import attachments
from desktop.desk.calendars import working_days_after
from desktop.desk.core import Core
from desktop.desk.sought import Sought
from desktop.desk.taken_along import span
from desktop.desk.views import Progress, Work
from desktop.errors import Refused
from desktop.ledger.canonical import Json
from desktop.ledger.commitment import commitment_of, commitments_in_line
from desktop.ledger.ids import RecordId, form_id_of
from desktop.ledger.revision import Op, Revision
from desktop.signing import keyring
from desktop.store import (
    activity,
    drafts,
    files,
    history,
    homes,
    journal,
    search,
    values,
)
from desktop.store.activity import Activity
from desktop.store.connection import Connection, transaction
from desktop.store.journal import Sent
from desktop.text.dates import format_iso

ACT = "person"


@dataclass(frozen=True, slots=True)
class Found:
    """A place where the name stands."""

    kind: str  # answer | older | file_name | file_text | paper | reason | draft
    record: RecordId
    title: str
    date: str  # ISO, of the record
    label: str  # the question, or the file
    at: str  # when it was last written
    exact: bool  # with its marks; else it may be another's name


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased since the person asked."""

    record: RecordId
    title: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    """The answer to a person."""

    names: tuple[str, ...]
    asked: date
    due: date
    answered: date
    by: str
    found: tuple[Found, ...]
    bundles: tuple[Sent, ...]
    erased: tuple[Erased, ...]
    unread: int  # files whose words cannot be read


def look_for(core: Core, writer: Connection, name: Sought, asked: date) -> Work[Told]:
    """All of it, in steps; that somebody looked is noted."""
    yield Progress(0, 3, "progress.texts")
    looking = _Looking(core, writer, name)
    found = [*looking.lines(), *looking.drafts()]
    yield Progress(1, 3, "progress.files")
    unread = 0
    for blob, record in looking.blobs():
        said = looking.words(blob.sha256)
        unread += not said
        if name.stands_in(said):
            found.append(looking.in_file(record, blob.sha256, said))
        yield Progress(1, 3, "progress.files")
    yield Progress(2, 3, "progress.bundles_out")
    with transaction(writer):
        note = Activity(core.now(), core.profile.account, ACT, str(len(found)))
        activity.note(writer, note)
    outline = core.catalogue.pack.toml("outlines", "person.toml")
    days = int(str(outline["answer_days"]))
    return Told(
        names=name.names,
        asked=asked,
        due=working_days_after(core.catalogue.pack, asked, days),
        answered=core.clock.now().date(),
        by=dict(keyring.accounts(core.folder)).get(core.profile.account, ""),
        found=tuple(found),
        bundles=tuple(looking.bundles()),
        erased=tuple(_erased(writer, asked)),
        unread=unread,
    )


class _Looking:
    """One walk over what is held."""

    def __init__(self, core: Core, reader: Connection, name: Sought) -> None:
        self._core = core
        self._reader = reader
        self._name = name
        stays = {home.text: home.value for home in homes.every(reader)}
        self._hidden: dict[str, str] = {}
        self._stays: set[str] = set()  # of these, what no bundle takes along
        for commitment, text in values.every(reader):
            said = stays.get(text, text)
            if name.stands_in(said):
                self._hidden[commitment] = said
                self._stays.update([commitment] if text in stays else ())
        self._carried: list[Revision] = []  # own lines that hold the name

    def lines(self) -> Iterator[Found]:
        """Of each record every question, the present version's answer if it has one."""
        places: dict[tuple[RecordId, str, str], tuple[Revision, str]] = {}
        for line in history.every(self._reader):
            here = list(self._in_line(line))
            if self._goes_along(line, len(here)):
                self._carried.append(line)
            for (kind, label), text in here:
                places[line.record, kind, label] = (line, text)
        for (record, kind, label), (line, text) in places.items():
            if kind != "answer":
                yield self._found(kind, record, label, line.at, text)
                continue
            heads = history.heads(self._reader, record)
            said = self._label(form_id_of(line.form), label)
            which = "answer" if line.hash in heads else "older"
            yield self._found(which, record, said, line.at, text)

    def _goes_along(self, line: Revision, places: int) -> bool:
        """Whether a bundle with this line has the name in one of its places."""
        stay = self._stays.intersection(commitments_in_line(line.raw))
        return places > len(stay) and line.stream.dev == self._core.profile.device

    def _in_line(self, line: Revision) -> Iterator[tuple[tuple[str, str], str]]:
        for path, text in self._texts(line.data, ()):
            if path[0] != values.META:
                yield ("answer", path[-1]), text
            elif path[1] == values.PAPERS:
                yield ("paper", ""), text
            elif path[1] == "why":
                yield ("reason", ""), text
            else:
                yield ("answer", path[-1]), text
        for file in line.files:
            if file.name in self._hidden:
                text = self._hidden[file.name]
                yield ("file_name", text), text

    def _texts(
        self, node: Json, path: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str, ...], str]]:
        """Every text in which the name stands, and where."""
        hidden = commitment_of(node)
        if hidden is not None:
            if hidden in self._hidden:
                yield path, self._hidden[hidden]
        elif isinstance(node, dict):
            for name, inner in node.items():
                yield from self._texts(inner, (*path, name))
        elif isinstance(node, list):
            for inner in node:
                yield from self._texts(inner, path)
        elif isinstance(node, str) and self._name.stands_in(node):
            yield path, node

    def drafts(self) -> Iterator[Found]:
        """Half-typed work."""
        for draft in drafts.listed(self._reader):
            for path, text in self._texts(draft.data, ()):
                form_id = form_id_of(draft.form)
                label = self._label(form_id, path[-1])
                found = self._found("draft", draft.record, label, draft.touched, text)
                yield (
                    found if found.title else replace(found, title=self._form(form_id))
                )

    def blobs(self) -> Iterator[tuple[files.Blob, RecordId]]:
        """Every file whose bytes are here, and a record it hangs on."""
        for sha256 in files.kept(self._reader):
            blob = files.get(self._reader, sha256)
            for record, _ in files.holders(self._reader, sha256)[:1]:
                if blob is not None:
                    yield blob, record

    def words(self, sha256: str) -> str:
        """A file's words; "" where there are none to be read."""
        blob = files.get(self._reader, sha256)
        assert blob is not None
        limits = self._core.catalogue.stamp.limits
        try:
            content = attachments.content_of(self._core, blob)
            return attachments.words_of(content, blob.media, limits).text.strip()
        except Refused:
            return ""

    def in_file(self, record: RecordId, sha256: str, said: str) -> Found:
        """A file in whose words the name stands."""
        holders = dict(files.holders(self._reader, sha256))
        held = values.read(self._reader, holders[record])
        label = held.value if held else sha256[:12]
        return self._found("file_text", record, label, "", said)

    def bundles(self) -> Iterator[Sent]:
        """Those that took a line with the name along, by their number."""
        for bundle in sorted(journal.all_sent(self._reader), key=lambda one: one.n):
            taken = span(self._core, self._reader, bundle)
            place = (bundle.to, bundle.epoch)
            if any(
                (line.stream.to, line.stream.epoch) == place and line.seq in taken
                for line in self._carried
            ):
                yield bundle

    def _found(
        self, kind: str, record: RecordId, label: str, at: str, text: str
    ) -> Found:
        row = next(iter(search.rows(self._reader, [record])), None)
        title, day = (row.title, row.date) if row else ("", "")
        exact = self._name.stands_marked_in(text)
        return Found(kind, record, title, day, label, at, exact)

    def _form(self, form_id: str) -> str:
        known = self._core.catalogue.pack.forms
        return known[form_id].title if form_id in known else form_id

    def _label(self, form_id: str, name: str) -> str:
        """The question's words, as the form now has them."""
        catalogue = self._core.catalogue
        if form_id not in catalogue.pack.forms:
            return name
        definition = catalogue.definition(form_id)
        labels = (
            next(iter(question.label.values()), "")
            for question in definition.questions
            if question.name == name
        )
        return next(filter(None, labels), name)


def _erased(reader: Connection, since: date) -> Iterator[Erased]:
    for name in values.redacting(reader):
        line = history.read(reader, name)
        if line is None or line.op is not Op.REDACT or line.at[:10] < since.isoformat():
            continue
        meta = line.data.get(values.META)
        hidden = commitment_of(meta.get("why")) if isinstance(meta, dict) else None
        why = values.read(reader, hidden) if hidden else None
        row = next(iter(search.rows(reader, [line.record])), None)
        title = f"{row.title} {format_iso(row.date)}" if row else ""
        yield Erased(line.record, title.strip(), line.at, why.value if why else "")
