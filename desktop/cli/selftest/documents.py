"""Every kind of document the program makes, made and read back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop.cli.demo.scenario import PERIOD
from desktop.cli.demo.year import FIRST, LAST
from desktop.cli.selftest.stage import Said, Stage
from desktop.desk.bulk import ask as tables
from desktop.desk.bulk import sheet
from desktop.desk.bulk.views import Look, Wish
from desktop.desk.desk import Desk
from desktop.desk.handover_views import HandedOver
from desktop.desk.period_views import Period, Registered
from desktop.desk.views import finish
from desktop.errors import Fault
from desktop.papers import pdf
from desktop.papers.words import Limits

Say = Callable[..., str]
_LIMITS = Limits(pages=20, letters=100_000)
_MONTH = Period("month", "nd09", LAST.replace(day=1), LAST)
_NUMBER = "138/BC-UBND"
_FORM = "mobilisation_event"
_SIGNED = Registered(_NUMBER, LAST.isoformat(), "Nguyễn Văn Ký", "CHỦ TỊCH")
_COLUMN = "Đơn vị chủ trì"
_PASTED = f"Ngày\t{_COLUMN}\n32/13/2026\tHội không có\n"
_NAME = "Nguyễn Thị Không Có"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A document: who makes it, how, and a word that must stand on it."""

    name: str
    desk: str
    make: Callable[[Desk, Say], bytes]
    word: str


def _report(desk: Desk, _: Say) -> bytes:
    return desk.ask.period.preview(desk.ask.period.check(PERIOD))


def _registered(desk: Desk, _: Say) -> bytes:
    report = desk.ask.period.reports()[0]
    desk.act.register(report.record, _SIGNED)
    return desk.ask.period.closed.reprint(report.record)


def _slip(desk: Desk, _: Say) -> bytes:
    handed: HandedOver = finish(desk.act.hand_over(desk.core.folder.parent))
    return desk.ask.handover.print_slip(handed)


def _journal(desk: Desk, _: Say) -> bytes:
    return desk.ask.handover.print_journal(FIRST, LAST)


def _person(desk: Desk, _: Say) -> bytes:
    return desk.ask.privacy.print_person(finish(desk.act.look_for(_NAME, LAST)))


def _lost(desk: Desk, _: Say) -> bytes:
    return desk.ask.privacy.print_notice(desk.ask.privacy.lost(LAST))


def _received(desk: Desk, say: Say) -> bytes:
    return desk.ask.handover.received_sheet(desk.ask.handover.received(_MONTH), say)


def _look(desk: Desk) -> Look:
    table = tables.pasted(_PASTED)
    plan = desk.ask.bulk.plan(_FORM, table)
    return finish(desk.act.bulk.look(_FORM, table, plan, Wish()))


def _troubles(desk: Desk, say: Say) -> bytes:
    return sheet.as_xlsx(_look(desk), say)


def _troubles_plain(desk: Desk, say: Say) -> bytes:
    return sheet.as_csv(_look(desk), say)


_KINDS = (
    _Kind("report.pdf", "commune", _report, "BÁO CÁO"),
    _Kind("registered.pdf", "commune", _registered, _NUMBER),
    _Kind("slip.pdf", "commune", _slip, "PHIẾU BÀN GIAO"),
    _Kind("journal.pdf", "commune", _journal, "GÓI ĐÃ NHẬN"),
    _Kind("person.pdf", "commune", _person, _NAME),
    _Kind("incident.pdf", "commune", _lost, "THÔNG BÁO"),
    _Kind("received.xlsx", "province", _received, "Tiên Phước"),
    _Kind("problems.xlsx", "commune", _troubles, _COLUMN),
    _Kind("problems.csv", "commune", _troubles_plain, _COLUMN),
)


def steps(stage: Stage, say: Say) -> Iterator[Said]:
    """One step for each kind."""
    for kind in _KINDS:
        yield f"selftest.{kind.name}"
        with stage.desk(kind.desk) as desk:
            content = kind.make(desk, say)
        words = _words(kind.name, content)
        if kind.word not in words:
            raise Fault("selftest.unlike", what=kind.name)
        yield {"letters": len(words)}


def _words(name: str, content: bytes) -> str:
    if name.endswith(".pdf"):
        return pdf.read(content, _LIMITS).text
    table = tables.table_of(content)
    return "\n".join(str(cell) for row in table.rows for cell in row)
