"""A unit with two desks beside each other, their province, and one stick for all."""

import shutil

from desktop.desk import profile
from desktop.desk.desk import open_desk
from desktop.desk.views import finish
from tests.desk.conftest import PASSWORD, Chance, event, org


def beside(pair, name, account="moi", who="Cán bộ mới"):
    """Another computer of the commune, with the province's set-up file read."""
    folder = pair.folder / name
    profile.create(folder, "20854", account, who, PASSWORD, pair.clock, Chance())
    desk = open_desk(folder, PASSWORD, pair.clock, Chance())
    desk.act.enrol.read_setup(pair.province.act.enrol.write_setup(pair.stick))
    return desk


class Unit:
    """``a`` and ``b`` are of one commune; what is handed is a file of its own."""

    def __init__(self, pair):
        self.pair, self.clock, self.folder = pair, pair.clock, pair.folder
        self.a, self.province = pair.commune, pair.province
        self.b = beside(pair, "b", who="Cán bộ Mặt trận")
        first = finish(self.b.act.hand_over(pair.stick))
        code = self.b.ask.desk().check_code
        finish(self.province.act.grant(first.path, code))
        self.down(self.a, self.b)

    def opened(self, name):
        return open_desk(self.folder / name, PASSWORD, self.clock, Chance())

    def add(self, desk, attendance):
        told = event(self.pair, attendance=attendance, lead_org=org(desk))
        return self.pair.add("mobilisation_event", told, desk)

    def hand(self, desk, to=None):
        return finish(desk.act.hand_over(self.pair.stick, to))

    def up(self, *desks):
        """Each hands up what it has; the answers of the province."""
        return [self.pair.take(self.province, self.hand(desk)) for desk in desks]

    def down(self, *desks):
        """One bundle for the unit, taken in by each."""
        handed = self.hand(self.province, "20854")
        return [self.pair.take(desk, handed) for desk in desks]

    def across(self, giver, taker):
        return self.pair.take(taker, self.hand(giver, "20854"))

    def rounds(self, count, *desks):
        for _ in range(count):
            self.up(*desks)
            self.down(*desks)

    def confirm(self):
        """Somebody has called about all that waits."""
        for waiting in self.province.ask.handover.waiting():
            self.province.act.confirm(waiting.device, waiting.epoch)

    def backup(self, name, what="store.db"):
        """A copy of a desk's database, or with "" of its whole folder."""
        folder = self._closed(name)
        kept = self.folder / f"kept-{name}"
        (shutil.copy if what else shutil.copytree)(folder / what, kept)
        self._open(name, folder)
        return kept

    def restore(self, name, kept):
        """Back to a backup; what was not in it is lost."""
        folder = self._closed(name)
        if kept.is_dir():
            shutil.rmtree(folder)
            shutil.copytree(kept, folder)
        else:
            shutil.copy(kept, folder / "store.db")
            for left in folder.glob("store.db-*"):
                left.unlink()
        self._open(name, folder)

    def _closed(self, name):
        desk = getattr(self, name)
        desk.close()
        return desk.core.folder

    def _open(self, name, folder):
        setattr(self, name, self.opened(folder.name))
        self.pair.commune, self.pair.province = self.a, self.province

    def close(self):
        for desk in (self.a, self.b, self.province):
            desk.close()
