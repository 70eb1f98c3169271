"""Many bundles at once: each by itself, past the bad ones, and every unit answered."""

import json
from pathlib import Path

from desktop.cli.main import run_verb
from desktop.cli.options import split
from desktop.desk.views import finish
from desktop.store import streams
from desktop.store.connection import transaction
from tests.cli.windowless import no_window
from tests.desk.collecting import BAD, Collecting
from tests.desk.conftest import Chance
from tests.rounds import GOOD


def verb(one, capsys, *words):
    """Exit code and JSON of a verb on the province, at the training's own time."""
    one.province.close()
    line = ["--json", "--dir", str(one.folder / "48")]
    line += ["--password-file", str(one.folder / "password"), *map(str, words)]
    code = run_verb(split(line), one.clock, Chance(), no_window)
    one.province = one.open("48")
    return code, json.loads(capsys.readouterr().out)


def fill(one, good, bad):
    """``good`` bundles as they should be, then one of each way to be ``bad``."""
    units = iter(one.units)
    brought = {one.bring(next(units)).name for _ in range(good)}
    spoilt = {make(one, next(units)).name: BAD[make] for make in bad}
    return brought, spoilt


def everything_right(one, capsys, good, bad):
    brought, spoilt = fill(one, good, bad)
    code, answer = verb(one, capsys, "intake", one.stick)
    told = answer["bundles"]
    assert code == 0 and len(told) == good + len(bad)
    assert {t["file"] for t in told if "taken" in t} == brought
    assert {t["file"]: t["refused"] for t in told if "refused" in t} == spoilt
    assert answer["counts"] == {"taken": good, "refused": len(bad)}
    for taken in (t["taken"] for t in told if "taken" in t):
        assert (taken["revisions"], taken["new"]) == (2, 2)
    beside = {path.name for path in one.stick.glob("48-*.sph")}
    answered = {Path(r["file"]).name for r in answer["receipts"]}
    knows_the_sender = good + (Collecting.without_the_one_before in bad)
    assert answered == beside and len(beside) == knows_the_sender
    table_right(one, capsys, brought, {f[:5]: why for f, why in spoilt.items()})


def table_right(one, capsys, brought, spoilt):
    """Each unit of the province in its cell: received, refused and why, or awaited."""
    days = ("--from", "2026-06-01", "--to", "2026-06-30")
    _, table = verb(one, capsys, "received", *days)
    cells = {row["unit"]: row["cells"] for row in table["units"]}
    assert set(cells) == set(one.units)
    came = {name[:5] for name in brought}
    for unit, (cell,) in cells.items():
        wanted = "received" if unit in came else "refused" if unit in spoilt else "open"
        assert (cell["state"], cell["why"]) == (wanted, spoilt.get(unit, ""))


def test_many_bundles_of_which_seven_are_bad(collecting, capsys):
    """``make many`` brings 94."""
    everything_right(collecting, capsys, GOOD, list(BAD))


# a few, for what befalls a stick


def sent(one, *units):
    return [one.bring(unit) for unit in units]


def results(answer):
    return [
        next(k for k in ("taken", "own", "refused") if k in b)
        for b in answer["bundles"]
    ]


def test_run_again_says_known_writes_nothing_anew_and_passes_over_ones_own(
    collecting, capsys
):
    sent(collecting, *collecting.units[:2])
    _, first = verb(collecting, capsys, "intake", collecting.stick)
    lying = sorted(collecting.stick.iterdir())
    code, answer = verb(collecting, capsys, "intake", collecting.stick)
    assert (code, answer["counts"]) == (0, {"known": 2, "own": 2})
    assert answer["receipts"] == first["receipts"]
    assert sorted(collecting.stick.iterdir()) == lying


def test_ones_own_bundle_is_known_under_any_name_and_for_others_by_none(
    collecting, capsys
):
    (file,) = sent(collecting, collecting.units[0])
    verb(collecting, capsys, "intake", collecting.stick)
    (own,) = collecting.stick.glob("48-*.sph")
    own.rename(collecting.stick / "anh.jpg")
    file.rename(collecting.stick / own.name)
    _, answer = verb(collecting, capsys, "intake", collecting.stick)
    told = {b["file"]: b for b in answer["bundles"]}
    assert told["anh.jpg"]["own"]
    assert told[own.name]["taken"]["result"] == "known"


def test_stopped_between_two_files_it_goes_on_when_called_again(collecting):
    sent(collecting, *collecting.units[:3])
    work = collecting.province.act.many.take_in(collecting.stick)
    met = [next(work), next(work)][-1].met
    work.close()
    assert met.result == "taken"
    done = finish(collecting.province.act.many.take_in(collecting.stick))
    assert done.counts == {"known": 1, "taken": 2}
    assert len(done.receipts) == 3


def test_files_that_come_in_the_wrong_order_all_come_in(collecting):
    with collecting.commune(collecting.units[0]) as desk:
        for name in ("c", "b", "a"):
            collecting.hand(desk).rename(collecting.stick / name)
            for key, place in streams.own(desk.act._writer):
                with transaction(desk.act._writer):
                    streams.acknowledge(desk.act._writer, key, place.seq)
            collecting.event(desk)
    done = finish(collecting.province.act.many.take_in(collecting.stick))
    assert done.counts == {"taken": 3}


def test_a_folder_without_bundles_is_told(collecting, capsys):
    (collecting.stick / "anh.jpg").write_bytes(b"no bundle")
    code, answer = verb(collecting, capsys, "intake", collecting.stick)
    assert (code, answer["error"]["code"]) == (3, "intake.nothing")


def test_receipts_of_all_units_go_into_one_folder(collecting, capsys):
    sent(collecting, *collecting.units[:2])
    before = sorted(collecting.stick.iterdir())
    to = collecting.folder / "receipts"
    to.mkdir()
    _, answer = verb(collecting, capsys, "intake", collecting.stick, "--receipts", to)
    assert sorted(collecting.stick.iterdir()) == before
    assert {r["file"] for r in answer["receipts"]} == {str(f) for f in to.iterdir()}
    unit = answer["receipts"][0]["unit"]
    assert f"-cho-{unit}-" in answer["receipts"][0]["file"]  # whose it is, at a glance
    commune = collecting.open(unit)
    told = finish(commune.act.take_in(Path(answer["receipts"][0]["file"])))
    assert told.receipts == 1 and commune.ask.handover.outbox().revisions == 0
    commune.close()


def test_where_no_receipt_can_be_written_all_are_taken_in_and_it_is_told(
    collecting, capsys
):
    sent(collecting, *collecting.units[:2])
    gone = collecting.folder / "gone"
    code, answer = verb(
        collecting, capsys, "intake", collecting.stick, "--receipts", gone
    )
    assert (code, answer["counts"]) == (0, {"taken": 2})
    assert [r["refused"] for r in answer["receipts"]] == ["stick.missing"] * 2
    gone.mkdir()
    _, answer = verb(collecting, capsys, "intake", collecting.stick, "--receipts", gone)
    assert len(list(gone.iterdir())) == 2


def test_a_commune_that_takes_a_folder_in_sends_nothing_unasked(collecting):
    unit = collecting.units[0]
    sent(collecting, unit)
    finish(collecting.province.act.many.take_in(collecting.stick))
    commune = collecting.open(unit)
    done = finish(commune.act.many.take_in(collecting.stick))
    assert done.counts == {"own": 1, "taken": 1} and done.receipts == ()
    commune.close()


def test_an_error_of_every_file_is_exit_3(collecting, capsys):
    collecting.cut_off(collecting.units[0])
    code, answer = verb(collecting, capsys, "intake", collecting.stick)
    assert (code, answer["counts"]) == (3, {"refused": 1})
