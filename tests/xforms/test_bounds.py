"""The last that is let through, and the first that is not."""

import pytest

from desktop.xforms.tree import ROOT, Node, element
from desktop.xforms.xpath.context import World
from desktop.xforms.xpath.expression import expression
from desktop.xforms.xpath.faults import Broken, Failed

NESTED = [
    ("(" * 50 + "1" + ")" * 50, ""),
    ("(" * 90 + "1" + ")" * 90, "xpath.too_deep"),
    ("number(" * 50 + "1" + ")" * 50, ""),
    ("number(" * 90 + "1" + ")" * 90, "xpath.too_deep"),
    ("a" + "[a" * 50 + "]" * 50, ""),
    ("a" + "[a" * 90 + "]" * 90, "xpath.too_deep"),
    ("1" + " = 1" * 89, ""),
    ("1" + " = 1" * 90, "xpath.too_deep"),
    ("1" + " < 1" * 89, ""),
    ("1" + " < 1" * 90, "xpath.too_deep"),
    ("(1" + " = 1" * 88 + ")", ""),
    ("(1" + " = 1" * 89 + ")", "xpath.too_deep"),
    ("(1) + " * 200 + "1", ""),
    ("a" + "[1]" * 200, ""),
    ("1" + " + 1" * 5_000, ""),
    ("1" + " or 1" * 5_000, ""),
    ("'" + "a" * 99_998 + "'", ""),
    ("'" + "a" * 99_999 + "'", "xpath.too_long"),
]


@pytest.mark.parametrize(("source", "code"), NESTED, ids=lambda text: text[:12])
def test_an_expression_is_no_deeper_and_no_longer_than_any_there_is(source, code):
    if not code:
        assert expression(source).faults == ()
        return
    with pytest.raises(Broken) as caught:
        expression(source)
    assert (caught.value.code, caught.value.facts["limit"]) == (
        code,
        100_000 if code == "xpath.too_long" else 90,
    )


def halves(first, second):
    root = Node(ROOT).append(element("data"))
    root.append(element("a", "x" * first))
    root.append(element("b", "x" * second))
    return root


TEXTS = [
    ("concat(a, b)", 500_000, 500_000, True),
    ("concat(a, b)", 500_000, 500_001, False),
    ("concat(a | b)", 500_000, 500_001, False),
    ("join('--', a, b)", 499_998, 499_998, True),
    ("join('--', a, b)", 499_998, 499_999, False),
]


@pytest.mark.parametrize(("source", "first", "second", "fits"), TEXTS)
def test_a_computed_text_is_no_longer_than_a_book(source, first, second, fits):
    run = expression(f"string-length({source}) >= 999998")
    if fits:
        assert run.at(halves(first, second), World()) is True
        return
    with pytest.raises(Failed) as caught:
        run.at(halves(first, second), World())
    assert (caught.value.code, caught.value.facts["limit"]) == (
        "xpath.length",
        1_000_000,
    )


def test_an_expression_walks_no_further_than_its_bound():
    world = World()
    world.visited(1_000_000)
    with pytest.raises(Failed) as caught:
        world.visited(1)
    assert dict(caught.value.facts) == {"limit": 1_000_000}


def test_each_expression_walks_anew_and_one_inside_another_goes_on():
    world, root = World(), halves(1, 1)
    world.steps = 999_990
    assert expression("count(//*)").at(root, world) == 3
    assert world.steps < 100
    world.running, world.steps = 1, 1_000_000
    with pytest.raises(Failed):
        expression("count(//*)").at(root, world)


WORLD = {
    "string(now())": "1970-01-01T00:00:00.000+00:00",
    "string(today())": "1970-01-01",
    "uuid()": "00000000-0000-4000-8000-000000000000",
    "uuid(3)": "000",
    "random()": 0.0,
    "property('x')": "",
    "version()": "",
    "jr:itext('x')": "[x]",
    "string(/data/a)": "x",
    "count(/*)": 1.0,
}


@pytest.mark.parametrize("source", WORLD)
def test_an_expression_by_itself_stands_in_a_bare_world(source):
    assert expression(source).at(halves(1, 1), World()) == WORLD[source]


class Counted:
    """Chance that is a number."""

    def __init__(self, number):
        self.number = number

    def bytes(self, count):
        return self.number.to_bytes(count)


DRAWN = [
    ("random()", 0, 0.0),
    ("random()", 2**56 - 1, 1 - 2**-56),
    ("random()", 2**55, 0.5),
    ("uuid(2)", 0x0001_003D, "1Z"),
    ("uuid(2)", 0x003E_0100, "08"),
    ("uuid(1000)", 61, "0" * 999 + "Z"),
]


@pytest.mark.parametrize(("source", "number", "wanted"), DRAWN)
def test_what_is_drawn_is_made_of_all_that_chance_gives(source, number, wanted):
    world = World(random=Counted(number))
    assert expression(source).at(halves(1, 1), world) == wanted
