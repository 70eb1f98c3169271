"""Expressions by themselves: one line each, beside the public tables."""

import math
from datetime import date, datetime

import pytest

from desktop.xforms.tree import ROOT, Node, element
from desktop.xforms.xpath.context import World
from desktop.xforms.xpath.expression import expression
from desktop.xforms.xpath.faults import Broken, Failed
from desktop.xforms.xpath.values import to_string
from tests.xforms.world import Counting, StillClock


def tree():
    root = Node(ROOT).append(element("data"))
    for name, text in (("a", "3"), ("b", "2026-04-30"), ("c", "x y z"), ("n", "3")):
        root.append(element(name, text))
    return root


def value(source, node=None):
    root = node or tree()
    world = World(now=StillClock().now, random=Counting(), version="7", main=None)
    return expression(source).at(root, world)


DATES = {
    "date-time(0.5)": datetime(1970, 1, 1, 12),
    "date-time(1.25)": datetime(1970, 1, 2, 6),
    "date(20573)": date(2026, 4, 30),
    "date(20573.9)": date(2026, 4, 30),
    "date('2026-04-30T23:59:59.000+07:00')": date(2026, 4, 30),
    "today()": date(2026, 4, 30),
}


@pytest.mark.parametrize("source", DATES)
def test_a_date_is_a_date(source):
    assert value(source) == DATES[source]


TEXTS = {
    "date('2026-02-30')": "Invalid Date",
    "date('')": "",
    "string(date('2026-04-30'))": "2026-04-30",
    "string(date('2026-04-30') + 1)": "20574",
    "string(date(date('2026-04-30') + 1))": "2026-05-01",
    "format-date('2026-04-05', '%Y-%n-%e %y %b %a %W %u %%')": "2026-4-5 26 Apr Sun 14 7 %",
    "format-date-time('2026-04-05T07:08:09.010+07:00', '%d/%m %H:%h:%M:%S.%3')": "05/04 07:7:08:09.010",
    "format-date('hôm qua', '%Y')": "",
    "concat('a', 1, true(), //a)": "a1true3",
    "join('-', //a, 'x', //n)": "3-x-3",
    "substr('Tiên Phước', 5)": "Phước",
    "substr('Tiên Phước', -5, -2)": "Phư",
    "substring('12345', 2, 3)": "234",
    "substring('12345', 1.5, 2.6)": "234",
    "substring('12345', 0)": "12345",
    "substring-before('a-b-c', '-')": "a",
    "substring-after('a-b-c', '-')": "b-c",
    "substring-before('abc', '-')": "",
    "translate('bar', 'abc', 'AB')": "BAr",
    "normalize-space('  a \t b ')": "a b",
    "selected-at('a b c', 2)": "c",
    "selected-at('a b c', 3)": "",
    "selected-at('a b c', -1)": "",
    "coalesce('', number('x'), 'b')": "b",
    "if(//a > 2, 'nhiều', 'ít')": "nhiều",
    "once('x')": "32026-04-30x y z3",
    "digest('a', 'MD5', 'hex')": "0cc175b9c0f1b6a831c399e269772661",
    "base64-decode('VGnDqm4=')": "Tiên",
    "string(0.1 + 0.2)": "0.30000000000000004",
    "string(1000000 * 1000000)": "1000000000000",
    "string(1 div 3 * 3)": "1",
    "string(-1 div 0)": "-Infinity",
    "version()": "7",
    "name(//b)": "b",
}


@pytest.mark.parametrize("source", TEXTS)
def test_a_text_is_as_it_should_be(source):
    assert to_string(value(source)) == TEXTS[source]


NUMBERS = {
    "number(date('2026-04-30'))": 20573,
    "number('2026-04-30')": 20573,
    "date('2026-04-30') - date('2026-04-01')": 29,
    "decimal-date-time('1970-01-02T06:00:00Z')": 1.25,
    "decimal-date-time('1970-01-02T06:00:00+07:00')": 23 / 24,
    "decimal-time('12:00:00.000+07:00')": 0.5,
    "decimal-time('06:00')": 0.25,
    "decimal-time('06:07:08.900+07:00') * 86400": 22_028.9,
    "decimal-date-time('1970-01-01T01:02:03.5Z') * 86400": 3723.5,
    "decimal-date-time('1970-01-01T07:00:00+07')": 0,
    "decimal-date-time('1970-01-01T00:00:00-0600')": 0.25,
    "decimal-date-time('1970-01-01T00:00:00.123456789Z') * 86400": 0.123,
    "round(2.5)": 3,
    "round(-2.5)": -3,
    "round(1234.567, 2)": 1234.57,
    "round(1250, -2)": 1300,
    "round('4,6')": 5,
    "int(-2.9)": -2,
    "floor(-2.1)": -3,
    "ceiling(2.1)": 3,
    "abs(-3)": 3,
    "pow(2, 10)": 1024,
    "5 mod 3": 2,
    "-5 mod 3": -2,
    "7 div 2": 3.5,
    "2 + 3 * 4 - -1": 15,
    "sum(//a | //n)": 6,
    "min(3, 1, 2)": 1,
    "max(//a, 7)": 7,
    "count(//*)": 5,
    "count(/data/*[. = 3])": 2,
    "count(/data/*[position() < 3])": 2,
    "count(//a/following-sibling::*)": 3,
    "count(//n/preceding::*)": 3,
    "count-selected('a b  c')": 3,
    "count-non-empty(//*)": 5,
    "string-length('Phước')": 5,
    "position(//n)": 1,
    "atan2(1, 1) * 4": math.pi,
    "log10(1000)": 3,
    "distance('0 0;0 90')": 10_018_696.05,
    "area('0 0;0 1')": 0,
}


@pytest.mark.parametrize("source", NUMBERS)
def test_a_number_is_as_it_should_be(source):
    assert value(source) == pytest.approx(NUMBERS[source], abs=0.005)


TRUE = [
    "'2026-04-30' = date('2026-04-30')",
    "'2026-05-01' > today()",
    "date('2026-04-30') < '2026-05-01'",
    "0.1 + 0.2 = 0.3",
    "1 = true()",
    "//a = //n",
    "not(//a != //n)",
    "//a > 2 and //a < 4",
    "//a < 2 or //n >= 3",
    "not(//nothing)",
    "selected('a b', 'b')",
    "not(selected('ab', 'a'))",
    "starts-with('Đắk Lắk', 'Đắk')",
    "ends-with('Đắk Lắk', 'Lắk')",
    "contains('Đắk Lắk', 'k L')",
    "regex('0912345678', '^0[0-9]{9}$')",
    "not(regex('091234567', '^0[0-9]{9}$'))",
    "boolean-from-string('true')",
    "not(boolean-from-string('yes'))",
    "not(date('x'))",
    "checklist(1, 2, true(), false(), 'x' = 'x')",
    "not(checklist(3, -1, true(), true()))",
    "weighted-checklist(3, 5, true(), 2, true(), 2)",
    "geofence('0.5 0.5 0 0', '0 0 0 0;0 1 0 0;1 1 0 0;1 0 0 0;0 0 0 0')",
    "false() or 'x'",
    "not(true() and '')",
    "/data/a = current()/a",
    "string(number('abc')) = 'NaN'",
    "number('abc') != number('abc')",
    "string-length(uuid()) = 36",
    "string-length(uuid(8)) = 8",
]


@pytest.mark.parametrize("source", TRUE)
def test_it_holds(source):
    assert value(source) is True


@pytest.mark.parametrize(
    "source", ["if(true(), 'a', nope())", "true() or nope()", "coalesce('a', nope())"]
)
def test_what_is_not_needed_is_not_computed(source):
    value(source)


def test_a_prefix_means_its_namespace_whatever_the_document_calls_it():
    root = tree()
    for prefix, uri in (
        ("jr", "u:1"),
        ("x", "http://openrosa.org/javarosa"),
        ("y", "u:2"),
    ):
        one = root.append(element("meta"))
        one.prefix, one.uri = prefix, uri
    assert value("count(/data/jr:meta)", root) == 2
    assert value("count(/data/y:*)", root) == 1
    assert value("count(/data/meta)", root) == 3


class Ones:
    def bytes(self, count):
        return b"\xff" * count


@pytest.mark.parametrize(
    ("chance", "wanted"),
    [
        (Ones(), "ffffffff-ffff-4fff-bfff-ffffffffffff"),
        (Counting(), "00000000-0000-4000-8000-000000000001"),
    ],
)
def test_a_uuid_says_that_it_is_of_version_4(chance, wanted):
    assert expression("uuid()").at(tree(), World(random=chance)) == wanted


def test_a_triangle_has_half_the_area_of_its_square():
    half, whole = value("area('0 0;0 1;1 0')"), value("area('0 0;0 1;1 1;1 0')")
    assert half == pytest.approx(whole / 2, rel=0.001)
    assert whole == pytest.approx(111_319.0**2, rel=0.001)


@pytest.mark.parametrize("zone", ["+7", "+07:75", "+99:00", "07"])
def test_a_moment_with_a_zone_that_is_none_is_no_moment(zone):
    assert value(f"date-time('2026-04-30T08:00:00{zone}')") == "Invalid Date"


FAILING = {
    "nope()": "xpath.unknown_function",
    "substring('a')": "xpath.arity",
    "count('a')": "xpath.needs_nodes",
    "regex('a', '(')": "xpath.regex",
    "regex('a', '(?<=a)b')": "xpath.regex",
    "digest('a', 'CRC')": "xpath.digest",
    "instance('x')": "xpath.no_instance",
    "uuid(-1)": "xpath.length",
    "geofence('', '')": "xpath.geo",
}


@pytest.mark.parametrize("source", FAILING)
def test_a_failure_has_a_name(source):
    with pytest.raises(Failed) as caught:
        value(source)
    assert caught.value.code == FAILING[source]


BROKEN = {
    "1 +": "xpath.ends_early",
    "a b": "xpath.unexpected",
    "a ? b": "xpath.character",
    "$a": "xpath.variable",
    "nowhere::a": "xpath.axis",
    "concat('a'": "xpath.ends_early",
    "'open": "xpath.character",
}


@pytest.mark.parametrize("source", BROKEN)
def test_a_broken_text_is_no_expression(source):
    with pytest.raises(Broken) as caught:
        value(source)
    assert caught.value.code == BROKEN[source]
