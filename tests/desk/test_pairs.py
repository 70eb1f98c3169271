"""One event entered at two offices: offered to its owner, united or kept apart."""

from datetime import date, timedelta

import pytest

from desktop.desk.alike import Event, matches
from desktop.desk.pair_views import Verdict
from desktop.desk.views import WorkState, finish
from desktop.errors import Refused, Usage
from tests.desk.conftest import event, org
from tests.desk.unit import beside
from tests.papers.made import pdf

DAY = date(2025, 7, 1)
FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam"


def named(desk, title):
    records = desk.ask.records.ids("organisation")
    return next(r.record for r in desk.ask.records.rows(records) if r.title == title)


def village(bench, name, desk=None):
    return bench.add(
        "residential_unit", {"unit_name": name, "valid_from": "2025-07-01"}, desk
    )


def meeting(bench, desk=None, **more):
    desk = desk or bench.commune
    told = event(bench, lead_org=named(desk, "Công an"), **more)
    return bench.add("mobilisation_event", told, desk)


def figure(desk, code, unit="20854"):
    span = (date(2025, 7, 1), date(2025, 7, 31))
    found = desk.ask.period.figures([unit], *span)
    return next(one.n for one in found if one.code == code)


def open_pairs(desk):
    return [p for p in desk.ask.pairs.all() if p.verdict is Verdict.OPEN]


def codes(pair):
    return [sign.code for sign in pair.signs]


def test_two_records_of_one_meeting_are_offered_with_why(bench):
    one = meeting(bench)
    other = meeting(bench, attendance="118")
    (pair,) = bench.commune.ask.pairs.all()
    assert {pair.one.record, pair.other.record} == {one, other}
    assert codes(pair) == ["same.day", "same.whole", "same.parties", "same.answers"]
    assert pair.signs[2].facts == {"who": "Công an"}
    assert pair.signs[3].facts == {
        "questions": "Hình thức, Chủ đề, Đối tượng, Số lượt người tham dự"
    }
    assert bench.commune.ask.pairs.of(one) == (pair,)


def test_a_village_in_common_is_enough_and_a_day_between(bench):
    places = {
        "place_scope": "villages",
        "residential_unit_ids": village(bench, "Thôn 1"),
    }
    bench.clock.turn_to(DAY + timedelta(days=3))
    meeting(bench, **places)
    meeting(bench, event_form="truyen_thanh", broadcasts="3", event_date="2025-07-02",
            **places)  # fmt: skip
    (pair,) = open_pairs(bench.commune)
    assert codes(pair)[:2] == ["same.days", "same.places"]
    assert pair.signs[1].facts == {"places": "Thôn 1"}


@pytest.mark.parametrize(
    "more",
    [
        {"event_date": "2025-07-03"},
        {"event_form": "toa_dam", "topics": "lua_dao", "attendance": "30"},
    ],
    ids=["two days later", "little in common"],
)
def test_other_events_are_not_offered(bench, more):
    bench.clock.turn_to(DAY + timedelta(days=3))
    meeting(bench)
    meeting(bench, **more)
    assert bench.commune.ask.pairs.all() == ()


def test_united_they_count_once_and_nobody_asks_again(bench):
    one = meeting(bench, session_unit="buoi", session_count="1")
    front = named(bench.commune, FRONT)
    other = bench.add(
        "mobilisation_event",
        event(bench, lead_org=front, support_orgs=named(bench.commune, "Công an"),
              session_unit="buoi", session_count="1"),
    )  # fmt: skip
    assert figure(bench.commune, "I11.buoi") == 2
    assert figure(bench.commune, "I12") == 240
    assert len(open_pairs(bench.commune)) == 1
    bench.commune.act.pairs.unite(one, other)
    assert figure(bench.commune, "I11.buoi") == 1
    assert figure(bench.commune, "I12") == 120
    (pair,) = bench.commune.ask.pairs.all()
    assert (pair.verdict, pair.one.record) == (Verdict.JOINED, one)
    assert pair.reason == f"Cùng một buổi: đã gộp ({one})"
    assert pair.other.work is WorkState.VOID
    lines = dict(bench.commune.ask.records.view(one).lines)
    assert lines["Đơn vị phối hợp"] == FRONT


def test_kept_apart_they_both_count_and_nobody_asks_again(bench):
    one, other = meeting(bench), meeting(bench)
    with pytest.raises(Usage, match=r"record\.why"):
        bench.commune.act.pairs.keep_apart(one, other, "  ")
    with pytest.raises(Refused, match=r"entry\.problems"):
        bench.commune.act.pairs.keep_apart(one, other, "x" * 301)
    bench.commune.act.pairs.keep_apart(one, other, "Sáng và chiều, hai buổi.")
    (pair,) = bench.commune.ask.pairs.all()
    assert (pair.verdict, pair.reason) == (Verdict.APART, "Sáng và chiều, hai buổi.")
    assert bench.commune.ask.pairs.of(one) == ()
    assert figure(bench.commune, "I12") == 240


def test_the_files_of_the_one_that_goes_hang_on_the_one_that_stays(bench, tmp_path):
    one, other = meeting(bench), meeting(bench)
    paper = tmp_path / "giay moi.pdf"
    paper.write_bytes(pdf("giay moi"))
    bench.commune.act.files.attach(other, paper, paper.name, shows_people=False)
    bench.commune.act.pairs.unite(one, other)
    (file,) = bench.commune.ask.records.view(one).files
    assert (file.name, file.here) == ("giay moi.pdf", True)


@pytest.mark.parametrize("which", ["itself", "form", "void", "draft", "no event"])
def test_what_cannot_be_united_is_refused_and_changes_nothing(bench, which):
    one, other = meeting(bench), meeting(bench)
    body = org(bench.commune)
    desk = bench.commune
    if which == "void":
        desk.act.void(other, "nhập nhầm")
    if which == "draft":
        desk.act.save_draft(desk.ask.records.edit(other).draft())
    pair, code = {
        "itself": ((one, one), "same.itself"),
        "form": ((one, body), "same.other_form"),
        "void": ((one, other), "record.void"),
        "draft": ((one, other), "same.draft"),
        "no event": ((body, org(desk, 1)), "same.form"),
    }[which]
    before = desk.ask.pairs.all()
    with pytest.raises((Refused, Usage)) as refused:
        desk.act.pairs.unite(*pair)
    assert refused.value.code == code and desk.ask.pairs.all() == before


@pytest.fixture
def front(pair):
    """The Front's computer of the same commune, with all that the police entered."""
    desk = beside(pair, "front", "mttq", "Mặt trận")
    yield desk
    desk.close()


def test_two_offices_of_a_commune_unite_and_the_province_counts_once(pair, front):
    """By name: each computer has its own list of organisations."""
    police = meeting(pair)
    pair.take(pair.province, pair.hand(pair.commune))
    lead = {"lead_org": named(front, FRONT), "support_orgs": named(front, "Công an")}
    ours = pair.add("mobilisation_event", event(pair, **lead), front)
    first = pair.hand(front)
    finish(pair.province.act.grant(first.path, front.ask.desk().check_code))
    assert figure(pair.province, "I12") == 240
    assert len(open_pairs(pair.province)) == 1
    with pytest.raises(Refused, match=r"record\.other_unit"):
        pair.province.act.pairs.unite(police, ours)
    pair.take(front, pair.hand(pair.province, "20854"))
    (offered,) = open_pairs(front)
    assert offered.signs[2].facts == {"who": "Công an"}
    front.act.pairs.unite(ours, police)
    pair.take(pair.province, pair.hand(front))
    assert figure(pair.province, "I12") == 120
    (told,) = pair.province.ask.pairs.all()
    assert (told.verdict, told.one.record) == (Verdict.JOINED, ours)


def test_offices_that_each_keep_their_own_are_told_that_neither_counts(pair, front):
    police = meeting(pair)
    pair.take(pair.province, pair.hand(pair.commune))
    ours = meeting(pair, front)
    first = pair.hand(front)
    finish(pair.province.act.grant(first.path, front.ask.desk().check_code))
    down = pair.hand(pair.province, "20854")
    for desk, kept, gone in ((pair.commune, police, ours), (front, ours, police)):
        pair.take(desk, down)
        desk.act.pairs.unite(kept, gone)
        pair.take(pair.province, pair.hand(desk))
    assert figure(pair.province, "I12") == 0
    told = {one.verdict for one in pair.province.ask.pairs.all()}
    assert told == {Verdict.NEITHER}


class Counted(frozenset):
    """Tells how often it was held against another."""

    times = 0

    def __and__(self, other):
        Counted.times += 1
        return super().__and__(other)


def test_a_year_of_ten_thousand_is_compared_by_day_and_place_only():
    """Counted, not timed: the places of two events are held side by side."""
    events = [
        Event(
            f"{n:05}",
            "20854",
            DAY + timedelta(days=n % 365),
            Counted(),
            frozenset(),
            (),
        )
        for n in range(10_000)
    ]
    assert list(matches(events, least=1)) == []
    assert 0 < Counted.times < 10_000 * 60  # of 50 million pairs
