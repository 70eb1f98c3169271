"""A history: what officers, sticks and backups do, in an order that chance chooses."""

import random
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from desktop.cli.demo.clock import TrainingClock
from desktop.desk.entry import Origin, finished, put
from desktop.desk.forks import joined
from desktop.errors import Refused
from desktop.ledger.ids import new_record_id
from desktop.store import history, search, settings, streams
from desktop.store.dump import dump
from tests.histories.desks import DAY, PROVINCE, UNITS, Machine, made, place
from tests.histories.wires import Parcel

FORM = "mobilisation_event"
ROUNDS = 9  # of receipts, until all is said


class Seeded:
    """Chance that can be had again."""

    def __init__(self, seed):
        self.rng = random.Random(seed)

    def bytes(self, count):
        return self.rng.randbytes(count)


class History:
    """Machines, parcels under way, and what chance does with them."""

    def __init__(self, seed, wire):
        self.rng, self.wire = random.Random(seed), wire
        self.chance, self.clock = Seeded(seed + 1), TrainingClock(DAY)
        self.root = place()
        self.parcels, self.taken = [], {}
        self.machines, self.kept, self.told, self.gone = {}, {}, [], []
        for name in "abcdp":
            folder = self.root / name
            shutil.copytree(made()[name].folder, folder)
            self._start(name, folder, made()[name])

    def close(self):
        for machine in self.machines.values():
            machine.act.close()
        shutil.rmtree(self.root)

    def _start(self, name, folder, core):
        made_anew = Machine(name, folder, core, self.clock, self.chance)
        self.machines[name] = made_anew
        self.taken[name] = set()
        return made_anew

    @property
    def province(self):
        return self.machines["p"]

    @property
    def communes(self):
        return [one for one in self.machines.values() if one.unit != PROVINCE]

    def of_unit(self, unit):
        return [one for one in self.machines.values() if one.unit == unit]

    # what may happen

    def live(self, count):
        """So many things, each as likely as its weight."""
        acts = list(ACTS)
        for _ in range(count):
            act = self.rng.choices(acts, [ACTS[one] for one in acts])[0]
            self.told.append(act.__name__)
            with suppress(IndexError):  # nothing there that it could be done to
                act(self)

    def some_machine(self):
        return self.rng.choice(self.communes)

    def records(self, machine):
        return search.ids(machine.writer, FORM)

    def some_record(self, machine):
        rows = search.rows(machine.writer, self.records(machine))
        return self.rng.choice([row for row in rows if row.unit == machine.unit])

    def enter(self):
        machine = self.some_machine()
        record = new_record_id(machine.core.clock, machine.core.random)
        self._write(machine, record, ())

    def edit(self):
        machine = self.some_machine()
        record = self.some_record(machine).record
        self._write(machine, record, history.heads(machine.writer, record))

    def _write(self, machine, record, base):
        core = machine.core
        definition = core.catalogue.form(FORM).definition
        units = core.catalogue.pack.units_version
        origin = Origin(record, core.profile.unit, units, base)
        count = self.rng.randint(1, 999)
        data = {
            "event_form": "pano", "event_date": "2025-07-01", "lead_org": "0" * 32,
            "place_scope": "all", "topics": "ma_tuy", "audience": "all",
            "attendance": None, "note": f"Ghi chú {count}",
        }  # fmt: skip
        machine.act.finish(finished(put(definition, origin, data, core.random)))

    def void(self):
        machine = self.some_machine()
        with suppress(Refused):  # withdrawn before, or in two states
            machine.act.void(self.some_record(machine).record, "nhập trùng")

    def redact(self):
        machine = self.some_machine()
        with suppress(Refused):  # erased before, or in two states
            machine.act.erase.question(
                self.some_record(machine).record, "note", "yêu cầu"
            )

    def join(self):
        machine = self.some_machine()
        with suppress(Refused):  # it stands in one state
            record = self.some_record(machine).record
            take = self.rng.choice("AB")
            machine.act.finish(joined(machine.core, machine.writer, record, take))

    def hand_up(self):
        self.hand(self.some_machine(), PROVINCE)

    def hand_down(self):
        self.hand(self.province, self.some_machine().unit)

    def hand_across(self):
        self.hand(self.rng.choice(self.of_unit(UNITS["a"])), UNITS["a"])

    def hand(self, machine, to):
        number = len(self.parcels)
        file = self.root / f"{machine.unit}-{number}.sph"
        self.wire.hand(machine, to, file)
        self.parcels.append(Parcel(number, machine.name, machine.device, to, file))
        return self.parcels[-1]

    def visit(self):
        """As it should be: a stick goes up, is taken in, and comes back answered."""
        machine = self.some_machine()
        self.take(self.province, self.hand(machine, PROVINCE))
        self.take(machine, self.hand(self.province, machine.unit))

    def arrive(self):
        """One of all that ever left: late, again, overtaken; most never do."""
        last = self.rng.choice((4, 8, 1000))
        parcel = self.rng.choice(self.parcels[-last:])
        self.take(self.rng.choice(self.of_unit(parcel.to)), parcel)

    def take(self, machine, parcel):
        if parcel.sender in (machine.name, *self.gone):
            return None  # its own; or of a revoked desk, which is heard no more
        told = self.wire.take(machine, parcel)
        if told is not None and told.result != "gap":
            self.taken[machine.name].add(parcel)
        return told

    def confirm(self):
        writer, act = self.province.writer, self.province.act
        rows = writer.execute(
            "SELECT DISTINCT dev, epoch FROM revisions WHERE NOT counted"
        ).fetchall()
        for dev, epoch in rows:
            act.confirm(dev, epoch)

    def back_up(self):
        machine = self.rng.choice([*self.communes, self.province, self.province])
        whole = self.rng.random() < 0.5
        folder = machine.stopped()
        kept = self.root / f"kept-{machine.name}"
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir()
        for file in ("store.db", "epoch.json") if whole else ("store.db",):
            shutil.copy(folder / file, kept / file)
        self.kept[machine.name] = kept
        machine.start()

    def restore(self):
        name = self.rng.choice(sorted(self.kept))
        machine = self.machines[name]
        folder = machine.stopped()
        for file in self.kept[name].iterdir():
            shutil.copy(file, folder / file.name)
        self.taken[name] = set()
        machine.start()
        if name == "p" and "e" in self.machines:
            self._list_the_successor()  # by phone, as its desk was lost from the list

    def clone(self):
        """A disk is copied, and both computers go on."""
        if len(self.machines) > 5:
            return
        machine = self.some_machine()
        twin = f"{machine.name}-2"
        shutil.copytree(machine.stopped(), self.root / twin)
        machine.start()
        core = machine.core
        self._start(twin, self.root / twin, core)

    def move(self):
        """Another machine takes the second commune's desk over, and that is revoked."""
        if "e" in self.machines or "c" not in self.machines:
            return
        for name in [name for name in self.machines if name in ("c", "c-2")]:
            self.machines.pop(name).act.close()
            self.kept.pop(name, None)
            self.gone.append(name)
        self._list_the_successor()
        folder = self.root / "e"
        shutil.copytree(made()["e"].folder, folder)
        self._start("e", folder, made()["e"])
        self.machines["e"].since = len(self.parcels)

    def _list_the_successor(self):
        writer, device = self.province.writer, made()["e"].profile.device
        for desk in settings.desks_of(writer, UNITS["e"]):
            status = "active" if desk.device == device else "revoked"
            settings.certify(writer, replace(desk, status=status))

    def clock_off(self):
        days = self.rng.choice((-400, 0, 0, 400))
        self.some_machine().clock.by = timedelta(days=days)

    # the end

    def settle(self):
        """Everybody hands over and takes in, until nobody has anything to say."""
        for number in range(1, ROUNDS + 1):
            self.round()
            if self.is_settled():
                return number
        raise AssertionError(f"not settled: {self.differences()}")

    def round(self):
        for machine in self.communes:
            self.take(self.province, self.hand(machine, PROVINCE))
        self.confirm()
        for unit in sorted({one.unit for one in self.communes}):
            parcel = self.hand(self.province, unit)
            for machine in self.of_unit(unit):
                self.take(machine, parcel)

    def is_settled(self):
        return not self.differences()

    def differences(self):
        """What a desk says of its unit otherwise than the province, or still owes."""
        wrong = []
        for machine in self.communes:
            here = said(machine.writer, machine.unit)
            there = said(self.province.writer, machine.unit)
            names = [name for name in here if here[name] != there[name]]
            if names:
                wrong.append((machine.name, names))
            for key, held in streams.own(machine.writer):
                if streams.acknowledged(machine.writer, key) != held.seq:
                    wrong.append((machine.name, "owes", key, held.seq))
        return wrong

    def lines(self):
        """Every line that some machine counts or keeps."""
        return {
            name
            for machine in self.machines.values()
            for (name,) in machine.writer.execute("SELECT hash FROM revisions")
        }


ACTS = {
    History.enter: 8,
    History.edit: 5,
    History.void: 1,
    History.redact: 1,
    History.join: 2,
    History.hand_up: 6,
    History.hand_down: 4,
    History.hand_across: 4,
    History.arrive: 12,
    History.visit: 5,
    History.confirm: 2,
    History.back_up: 5,
    History.restore: 4,
    History.clone: 2,
    History.move: 1,
    History.clock_off: 1,
}

_SAID = {
    "lines": 'SELECT hash, counted FROM revisions WHERE unit = ? AND "to" = ?',
    "heads": "SELECT h.record, h.revision FROM heads h JOIN revisions r"
    ' ON r.hash = h.revision WHERE r.unit = ? AND r."to" = ?',
    "shown": "SELECT record, form, title, date, detail, state, flagged, redacted, folded"
    ' FROM records WHERE unit = ? AND "to" = ?',
}


def said(connection, unit):
    """All that a desk says of a unit's records."""
    found = {
        name: set(connection.execute(query, (unit, PROVINCE)).fetchall())
        for name, query in _SAID.items()
    }
    found["table"] = set(
        connection.execute(f"SELECT * FROM f_{FORM} WHERE unit = ?", (unit,)).fetchall()
    )
    return found


def everything(machine):
    return list(dump(machine.writer))
