"""Whatever comes in whatever order: lines in the bundle = new + same + newer + refused."""

import os
import random
import shutil

import pytest

from desktop.desk.desk import open_desk
from desktop.desk.entry import again, finished
from desktop.desk.views import finish
from desktop.ledger.revision import Op, Reason
from desktop.store import history, streams
from desktop.store.connection import transaction
from tests.desk.conftest import PASSWORD, Chance, event

COUNT = int(os.environ.get("EQUATIONS", "6"))
SEEDS = range(
    int(os.environ.get("SEED", "0")), int(os.environ.get("SEED", "0")) + COUNT
)


class Play:
    """A commune, perhaps a copy of it, and bundles that lie about."""

    def __init__(self, pair, chance):
        self.pair, self.chance = pair, chance
        self.desks = [pair.commune]
        self.lying = []
        self.records = []

    def add(self):
        desk = self.chance.choice(self.desks)
        many = str(self.chance.randint(1, 900))
        self.records.append(
            self.pair.add("mobilisation_event", event(self.pair, attendance=many), desk)
        )

    def change(self):
        desk = self.chance.choice(self.desks)
        known = [r for r in self.records if history.heads(desk.ask._reader, r)]
        if not known:
            return
        (head, *_) = history.heads(desk.ask._reader, self.chance.choice(known))
        line = history.read(desk.ask._reader, head)
        data = dict(line.data) | {"attendance": str(self.chance.randint(1, 900))}
        desk.act.finish(finished(again(line, Op.PUT, data, Reason.TYPED)))

    def hand(self):
        desk = self.chance.choice(self.desks)
        self.lying.append(self.pair.hand(desk).path)

    def forget(self):
        """The next bundle begins later than the province is: it may not join."""
        writer = self.chance.choice(self.desks).act._writer
        for key, place in streams.own(writer):
            with transaction(writer):
                streams.acknowledge(writer, key, place.seq)

    def copy(self):
        """The profile is copied: two desks go on from one place."""
        if len(self.desks) > 1:
            return
        self.pair.commune.close()
        twin = self.pair.folder / "twin"
        shutil.copytree(self.pair.folder / "20854", twin)
        self.pair.commune = self.pair.open("20854")
        other = open_desk(twin, PASSWORD, self.pair.clock, Chance())
        self.desks = [self.pair.commune, other]

    def take(self):
        """What is said before is what is done, and what the book has grown by."""
        if not self.lying:
            return
        file, province = self.chance.choice(self.lying), self.pair.province
        said = finish(province.ask.handover.verify(file))
        before = history.count(province.ask._reader)
        told = finish(province.act.take_in(file))
        grown = history.count(province.ask._reader) - before
        parts = (told.new, told.same, told.newer, told.refused)
        assert sum(parts) == told.revisions and min(parts) >= 0, told
        assert told.new + told.newer == grown, told
        assert said.new + said.newer == told.new + told.newer, (said, told)
        assert (said.result, said.revisions, said.same, said.refused) == (
            told.result, told.revisions, told.same, told.refused,
        )  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_the_parts_always_make_the_whole(pair, seed):
    play = Play(pair, random.Random(seed))
    acts = [
        play.add,
        play.change,
        play.hand,
        play.take,
        play.take,
        play.forget,
        play.copy,
    ]
    for _ in range(30):
        play.chance.choices(acts, weights=[6, 4, 6, 5, 5, 1, 1])[0]()
    for _ in range(6):
        play.take()
    for desk in play.desks[1:]:
        desk.close()
