"""Any order, loss, repetition and interleaving ends in the same state everywhere."""

import pytest

from tests.histories.desks import forget
from tests.histories.history import History, everything
from tests.histories.wires import Plain, Sealed
from tests.rounds import HISTORIES, JOURNEYS, seeds

ACTS = 18


@pytest.fixture(scope="module", autouse=True)
def desks():
    yield
    forget()


def lived(seed, wire):
    """A history up to its end: nothing that somebody holds is lost on the way."""
    history = History(seed, wire)
    history.live(ACTS)
    held = history.lines()
    history.settle()
    assert held <= history.lines()
    return history


def twice(history):
    """What a desk took in already changes no row of it, in whatever order."""
    machine = history.rng.choice(list(history.machines.values()))
    parcels = sorted(history.taken[machine.name], key=lambda one: one.number)
    history.rng.shuffle(parcels)
    before = everything(machine)
    for parcel in parcels:
        history.take(machine, parcel)
    assert everything(machine) == before


def late(history):
    """What nobody took in until now still finds its place."""
    for parcel in history.parcels:
        machine = history.rng.choice(history.of_unit(parcel.to))
        history.take(machine, parcel)
    history.settle()


@pytest.mark.parametrize("seed", seeds(HISTORIES))
def test_a_history_of_the_protocol_ends_the_same_everywhere(seed):
    history = lived(seed, Plain())
    (late if seed % 4 == 0 else twice)(history)
    history.close()


@pytest.mark.parametrize("seed", seeds(JOURNEYS))
def test_a_journey_with_real_keys_and_files_ends_the_same_everywhere(seed):
    history = lived(seed, Sealed())
    twice(history)
    late(history)
    history.close()
