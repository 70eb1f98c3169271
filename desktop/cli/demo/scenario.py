"""The demo: a year at a commune, closed, handed over, taken in, receipted."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from desktop import assets
from desktop.cli.demo.clock import TrainingClock
from desktop.cli.demo.year import FIRST, LAST, Register, Step, words, year
from desktop.desk import core as cores
from desktop.desk import profile
from desktop.desk.desk import Desk, open_desk
from desktop.desk.entry import Entry
from desktop.desk.handover_views import HandedOver
from desktop.desk.period_views import Closed, FigureValue, Period
from desktop.desk.views import finish
from desktop.errors import Fault
from desktop.ledger.ids import AccountId, RecordId, UnitCode
from desktop.ledger.revision import Finished
from desktop.ledger.world import Random
from desktop.signing.files import replace_file

COMMUNE, PROVINCE = UnitCode("20854"), UnitCode("48")
PASSWORD = "bon tu tap huan"  # noqa: S105 - training profiles keep it beside them
PERIOD = Period("year", "calendar", FIRST, LAST)
_WITH_EVIDENCE = 3
_ACCOUNT = AccountId("canbo")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demo has to show."""

    bundle: Path
    container: Path
    receipt: Path
    report: Path
    root_certificate: Path
    province_identity: Path
    province_profile: Path
    volume: Path
    records: int
    figures: tuple[FigureValue, ...]


class Demo:
    """Two training desks in one folder, and a stick between them."""

    def __init__(self, folder: Path, random: Random) -> None:
        self.folder = folder
        self.random = random
        self.clock = TrainingClock(FIRST)
        self.stick = folder / "usb"
        self.stick.mkdir(parents=True)
        self._make("province", PROVINCE, "Cán bộ tỉnh (tập huấn)")
        self._make("commune", COMMUNE, "Cán bộ xã (tập huấn)")

    def _make(self, name: str, unit: UnitCode, shown: str) -> None:
        profile.create(
            self.folder / name,
            unit,
            _ACCOUNT,
            shown,
            PASSWORD,
            self.clock,
            self.random,
            training=True,
        )

    @contextmanager
    def desks(self) -> Iterator[tuple[Desk, Desk]]:
        """The commune's desk and the province's."""
        opened = [
            open_desk(self.folder / name, PASSWORD, self.clock, self.random)
            for name in ("commune", "province")
        ]
        try:
            yield opened[0], opened[1]
        finally:
            for desk in opened:
                desk.close()


def play(folder: Path, random: Random) -> Iterator[str | Shown]:
    """Message codes of the acts as they happen; at the end what there is to show."""
    demo = Demo(folder, random)
    with demo.desks() as (commune, province):
        yield "demo.enrol"
        _enrol(demo, commune, province)
        yield "demo.enter"
        records = _enter(demo, commune)
        yield "demo.close"
        demo.clock.turn_to(LAST + timedelta(days=2))
        _attach(demo, commune)
        check = commune.ask.period.check(PERIOD)
        closed = finish(commune.act.close_period(PERIOD, check.sentences))
        yield "demo.hand_over"
        handed = finish(commune.act.hand_over(demo.stick))
        yield "demo.take_in"
        finish(province.ask.handover.verify(handed.path))
        finish(province.act.take_in(handed.path))
        _compare(province, closed.record, closed.figures)
        receipt = _receipt(demo, commune, province)
        yield "demo.volume"
        volume = _volume(demo, commune, province)
        bundles = (handed, receipt, volume)
        yield _shown(demo, province, bundles, closed, records)


def _enrol(demo: Demo, commune: Desk, province: Desk) -> None:
    """The first evening: set-up file, first bundle, code by phone, certificate."""
    commune.act.enrol.read_setup(province.act.enrol.write_setup(demo.stick))
    first = finish(commune.act.hand_over(demo.stick))
    finish(province.act.grant(first.path, commune.ask.desk().check_code))
    _receipt(demo, commune, province)


def _receipt(demo: Demo, commune: Desk, province: Desk) -> HandedOver:
    handed = finish(province.act.hand_over(demo.stick, COMMUNE))
    finish(commune.act.take_in(handed.path))
    return handed


def _enter(demo: Demo, commune: Desk) -> int:
    """Three hundred records through the same entry as the window's."""
    said = words(assets.resources() / "demo" / "year.toml")
    register = Register()
    for record in reversed(commune.ask.records.ids("organisation")):
        register.add("organisation", record)
    entered = 0
    for number, step in enumerate(year(said), start=1):
        demo.clock.turn_to(step.day)
        entry = commune.ask.records.new(step.form, step.answers(register))
        done = _finished(entry, step, number)
        commune.act.finish(done)
        register.add(step.form, done.contents[0].record)
        entered += len(done.contents)
    return entered


def _finished(entry: Entry, step: Step, number: int) -> Finished:
    found = entry.finish()
    if isinstance(found, Finished):
        return found
    name = found[0].ref.rpartition("/")[2]
    raise Fault("demo.wrong_answer", n=number, form=step.form, question=name)


def _attach(demo: Demo, commune: Desk) -> None:
    """Three events carry evidence; its bytes stay at the commune."""
    paper = demo.folder / "bien-ban.pdf"
    ids = commune.ask.records.ids("mobilisation_event")
    for number, record in enumerate(ids[:_WITH_EVIDENCE], start=1):
        check = commune.ask.period.check(Period("thematic", "free", LAST, LAST))
        replace_file(paper, commune.ask.period.preview(check) + b"\n" * number)
        name = f"bien-ban-{number}.pdf"
        commune.act.files.attach(record, paper, name, shows_people=False)
    paper.unlink()


def _compare(province: Desk, record: RecordId, signed: tuple[FigureValue, ...]) -> None:
    """What the province counts must be what the commune signed."""
    told = province.ask.period.closed.signed_figures(record)
    found = province.ask.period.figures((COMMUNE,), PERIOD.start, PERIOD.end)
    counted = [figure for figure in found if not figure.working]
    for figure in counted:
        value = "" if figure.value is None else str(figure.value)
        if told[figure.code][0] != value:
            raise Fault("demo.unequal", code=figure.code)
    if len(counted) != len(signed):
        raise Fault("demo.unequal", code="*")


def _volume(demo: Demo, commune: Desk, province: Desk) -> HandedOver:
    """The province asks for one piece of evidence and gets it."""
    files = (
        file
        for record in province.ask.records.ids("mobilisation_event")
        for file in province.ask.records.view(record).files
    )
    province.act.ask_for(next(files).sha256)
    _receipt(demo, commune, province)
    handed = finish(commune.act.hand_over(demo.stick))
    finish(province.act.take_in(handed.path))
    return handed


def _shown(
    demo: Demo,
    province: Desk,
    bundles: tuple[HandedOver, HandedOver, HandedOver],
    closed: Closed,
    records: int,
) -> Shown:
    handed, receipt, volume = bundles
    folder = demo.folder
    container = folder / "bundle.asice"
    province.act.unpack(handed.path, container)
    with closing(province.core.reader()) as reader:
        root = cores.certificate(reader, "root")
    if root is None:
        raise Fault("demo.unequal", code="root")
    (folder / "root.pem").write_bytes(root.pem)
    secret = province.core.identity().secret  # of a training province: shown on purpose
    (folder / "province.age").write_text(f"{secret}\n", "utf-8")
    report = folder / "report.pdf"
    replace_file(report, closed.pdf.read_bytes())
    return Shown(
        bundle=handed.path,
        container=container,
        receipt=receipt.path,
        report=report,
        root_certificate=folder / "root.pem",
        province_identity=folder / "province.age",
        province_profile=folder / "province",
        volume=volume.path,
        records=records,
        figures=closed.figures,
    )
