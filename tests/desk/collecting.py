"""A training province and its communes, whose bundles come in on one stick.

Every desk is a real one with keys of its own; only the password costs little, and the
printed report is one page for all.
"""

import io
from contextlib import contextmanager
from datetime import date

from desktop.cli.demo.clock import TrainingClock
from desktop.desk import profile, reports
from desktop.desk.desk import open_desk
from desktop.desk.entry import Origin, finished, problems_or_finished, put
from desktop.desk.period_views import Period
from desktop.desk.views import finish
from desktop.ledger.ids import new_record_id
from desktop.signing import box, envelope
from desktop.store import settings, streams
from desktop.store.connection import transaction
from tests.desk.conftest import PASSWORD, Chance

JUNE = Period("month", "nd09", date(2026, 5, 15), date(2026, 6, 14))
CHEAP = {"memory_kib": 64, "passes": 1, "lanes": 1}


def at_little_cost(monkeypatch):
    """Passwords and reports as said above."""
    monkeypatch.setattr(box, "COST", CHEAP)
    monkeypatch.setattr(reports, "print_report", lambda *_: b"%PDF-1.4 one page")


class Collecting:
    """The province's folder, the stick, and one commune's desk at a time."""

    def __init__(self, folder):
        self.folder = folder
        self.clock = TrainingClock(date(2026, 6, 16))
        self.stick = folder / "stick"
        self.stick.mkdir(parents=True)
        self.aside = folder / "aside"
        self.aside.mkdir()
        (folder / "password").write_text(PASSWORD, "utf-8")
        profile.create(
            folder / "48", "48", "canbo", "Cán bộ", PASSWORD, self.clock, Chance()
        )
        self.province = self.open("48")
        self.setup = self.province.act.enrol.write_setup(self.aside)
        below = self.province.core.catalogue.pack.children("48")
        self.units = [child.code for child in below]

    def open(self, unit):
        return open_desk(self.folder / unit, PASSWORD, self.clock, Chance())

    def hand(self, desk, to=None):
        return finish(desk.act.hand_over(self.aside, to)).path

    @contextmanager
    def commune(self, unit):
        """A commune's desk that the province has certified, with one event."""
        clock = self.clock
        profile.create(
            self.folder / unit, unit, "canbo", "Cán bộ", PASSWORD, clock, Chance()
        )
        desk = self.open(unit)
        desk.act.enrol.read_setup(self.setup)
        code = desk.ask.desk().check_code
        finish(self.province.act.grant(self.hand(desk), code))
        finish(desk.act.take_in(self.hand(self.province, unit)))
        self.event(desk)
        yield desk
        desk.close()

    def event(self, desk, **more):
        said = {
            "event_form": "buoi_tap_trung", "event_date": "2026-06-01",
            "lead_org": desk.ask.records.ids("organisation")[0], "attendance": "120",
        }  # fmt: skip
        done = problems_or_finished(
            desk.ask.records.new("mobilisation_event", said | more)
        )
        desk.act.finish(done)

    def close_june(self, desk):
        check = desk.ask.period.check(JUNE)
        finish(desk.act.close_period(JUNE, check.sentences))

    def bring(self, unit):
        """A commune closes the month and its bundle lies on the stick."""
        with self.commune(unit) as desk:
            self.close_june(desk)
            return self.put(self.hand(desk))

    def put(self, bundle):
        return bundle.rename(self.stick / bundle.name)

    # each of these comes to nothing, for a reason of its own

    def broken(self, unit):
        file = self.bring(unit)
        raw = bytearray(file.read_bytes())
        raw[-1] ^= 1
        file.write_bytes(raw)
        return file

    def cut_off(self, unit):
        file = self.bring(unit)
        file.write_bytes(file.read_bytes()[:150])
        return file

    def for_somebody_else(self, unit):
        import pyrage

        stranger = str(pyrage.x25519.Identity.generate().to_public())
        return self._sealed(self.bring(unit), [stranger], lambda raw: raw)

    def altered_inside(self, unit):
        """Sealed anew for the province after a byte of a line was changed."""
        recipient = self.province.core.identity().recipient
        return self._sealed(
            self.bring(unit), [recipient], lambda raw: raw.replace(b"PK\x01", b"PK\x09")
        )

    def _sealed(self, file, recipients, change):
        out = self.aside / "opened"
        out.unlink(missing_ok=True)
        raw = self.province.act.unpack(file, out).read_bytes()
        sealed = io.BytesIO()
        envelope.encrypt(io.BytesIO(change(raw)), sealed, recipients)
        file.write_bytes(sealed.getvalue())
        return file

    def of_a_revoked_desk(self, unit):
        file = self.bring(unit)
        writer = self.province.act._writer
        with transaction(writer):
            for known in settings.desks_of(writer, unit):
                writer.execute(
                    "UPDATE desks SET status = 'revoked' WHERE cert_sha256 = ?",
                    (known.cert_sha256,),
                )
        return file

    def with_a_foreign_line(self, unit):
        with self.commune(unit) as desk:
            form = desk.core.catalogue.form("mobilisation_event").definition
            other = next(one for one in self.units if one != unit)
            origin = Origin(new_record_id(self.clock, Chance()), other, "2026-04-30")
            said = {
                "event_form": "pano", "event_date": "2026-06-01", "lead_org": "0" * 32,
                "place_scope": "all", "topics": "ma_tuy", "audience": "all",
            }  # fmt: skip
            desk.act.finish(finished(put(form, origin, said, Chance())))
            return self.put(self.hand(desk))

    def without_the_one_before(self, unit):
        with self.commune(unit) as desk:
            self.hand(desk)
            for key, place in streams.own(desk.act._writer):
                with transaction(desk.act._writer):
                    streams.acknowledge(desk.act._writer, key, place.seq)
            self.event(desk)
            return self.put(self.hand(desk))


BAD = {
    Collecting.broken: "envelope.broken",
    Collecting.cut_off: "envelope.header",
    Collecting.for_somebody_else: "envelope.not_for_me",
    Collecting.altered_inside: "container.layout",
    Collecting.of_a_revoked_desk: "bundle.not_in_roster",
    Collecting.with_a_foreign_line: "bundle.foreign_line",
    Collecting.without_the_one_before: "GAP",
}
