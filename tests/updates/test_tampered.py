"""Packages that were tampered with, or were never ours: each refused by its reason."""

import json
import zipfile

import pytest

from desktop.bundle.update_package import MANIFEST, PROGRAM, SIGNATURES
from desktop.desk.newer import taking
from desktop.desk.views import finish
from desktop.errors import Error
from desktop.ledger.canonical import encode
from tests.updates.conftest import FIRST, HERE, HOLDERS
from tests.windows import release

A, B, C = HOLDERS
STRANGERS = [release.new_key() for _ in range(3)]
SECOND = release.root(2, [A, *STRANGERS[:2]])


def with_member(**changed):
    """Members put in place of others; None takes one away."""

    def make(maker):
        told = maker.told() | {f"documents/{n}": c for n, c in changed.items()}
        kept = {name: content for name, content in told.items() if content is not None}
        return release.write(maker.file, kept)

    return make


def saying(**said):
    return lambda maker: maker.whole(**said)


def resigned(change):
    """The manifest's text changed and signed anew: only its shape is wrong."""

    def make(maker):
        raw = change(maker.told()[MANIFEST])
        words = release.words(MANIFEST, raw, HOLDERS[:2])
        return release.write(maker.file, release.members(maker.program, raw, words))

    return make


def words_changed(change):
    def make(maker):
        told = maker.told()
        words = change(json.loads(told[SIGNATURES])["signatures"])
        return release.write(
            maker.file, told | {SIGNATURES: encode({"signatures": words})}
        )

    return make


def raw_changed(change):
    def make(maker):
        file = maker.whole()
        file.write_bytes(change(file.read_bytes()))
        return file

    return make


def rooted(raw, signers, by):
    return lambda maker: maker.whole(by=by, roots=[release.next_root(raw, signers)])


def twice(maker):
    file = maker.whole()
    with pytest.warns(UserWarning), zipfile.ZipFile(file, "a") as out:
        out.writestr(zipfile.ZipInfo(PROGRAM, (1980, 1, 1, 0, 0, 0)), b"other")
    return file


def squeezed(maker):
    told = maker.told()
    with zipfile.ZipFile(maker.file, "w") as out:
        for name, content in told.items():
            how = zipfile.ZIP_DEFLATED if name == PROGRAM else zipfile.ZIP_STORED
            out.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, how)
    return maker.file


def climbing(maker):
    return release.write(maker.file, {**maker.told(), "../setup.exe": b"x"})


def other_program(maker):
    told = maker.told()
    return release.write(maker.file, told | {PROGRAM: maker.program[:-1] + b"?"})


def shorter_program(maker):
    told = maker.told()
    return release.write(maker.file, told | {PROGRAM: maker.program[:-1]})


CASES = {
    "there is no file": ("update.unreadable", lambda maker: maker.file),
    "a picture": ("container.end", raw_changed(lambda raw: b"\x89PNG" * 100)),
    "nothing in it": ("container.size", raw_changed(lambda raw: b"")),
    "cut in the middle": ("container.end", raw_changed(lambda raw: raw[:200_000])),
    "one byte of the program turned": (
        "container.damaged",
        raw_changed(lambda raw: raw.replace(b"#!/bin/sh", b"#!/bin/ah")),
    ),
    "bytes before it": ("container.end", raw_changed(lambda raw: b"MZ" + raw)),
    "no mark of its kind": (
        "container.mimetype",
        lambda maker: release.write(maker.file, maker.told() | {"mimetype": b"x"}),
    ),
    "the program twice": ("container.layout", twice),
    "a name that climbs out": ("container.name", climbing),
    "a part that nobody asked for": (
        "update.member_unknown", with_member(extra=b"x"),
    ),
    "no manifest": ("container.incomplete", with_member(manifest=None)),
    "a compressed program": ("update.packed", squeezed),
    "a manifest without end": (
        "update.member_large", with_member(manifest=b" " * 70_000),
    ),
    "a manifest that is no text": ("json.broken", resigned(lambda raw: b"\xff" + raw)),
    "a key that stands twice": (
        "json.duplicate",
        resigned(lambda raw: raw.replace(b'"counter":9', b'"counter":9,"counter":9')),
    ),
    "other white space": (
        "json.not_canonical", resigned(lambda raw: raw.replace(b":", b": ", 1)),
    ),
    "a word that is not known": (
        "field.unknown", resigned(lambda raw: raw[:-1] + b',"zz":1}'),
    ),
    "a counter that is a text": ("field.shape", saying(counter="9")),
    "no hash": (
        "field.missing",
        resigned(lambda raw: encode({k: v for k, v in json.loads(raw).items() if k != "sha256"})),
    ),
    "a later kind of manifest": ("update.format", saying(format=2)),
    "another product": ("update.product", saying(product="so-khac")),
    "a version that is none": ("update.version_shape", saying(version="9")),
    "a long story": ("update.words", saying(words="x" * 2001)),
    "a manifest changed after it was signed": (
        "update.signature",
        with_member(manifest=release.manifest(b"#!/bin/sh\nrm -r /", counter=10)),
    ),
    "a signature of another length": (
        "update.signature",
        words_changed(lambda w: [w[0], w[1] | {"signature": "AAAA"}]),
    ),
    "one of three": ("update.threshold", saying(by=[A])),
    "nobody": ("update.threshold", saying(by=[])),
    "one holder twice": ("update.signer_twice", saying(by=[A, A])),
    "a stranger beside a holder": (
        "update.signer_unknown", saying(by=[A, STRANGERS[0]]),
    ),
    "strangers alone": ("update.signer_unknown", saying(by=STRANGERS)),
    "a key that the package itself ends": (
        "update.signer_revoked",
        saying(revoked=[release.key_name(release.public(A))]),
    ),
    "new keys that only their holders signed": (
        "update.root_unsigned",
        rooted(release.root(2, STRANGERS), STRANGERS, STRANGERS[:2]),
    ),
    "new keys that too few of the old holders signed": (
        "update.root_unsigned", rooted(SECOND, [A, *STRANGERS[:2]], [A, STRANGERS[0]]),
    ),
    "new keys whose holders did not sign": (
        "update.root_not_its_own", rooted(SECOND, [A, B], [A, B]),
    ),
    "a change of keys left out": (
        "update.root_number",
        rooted(release.root(3, HOLDERS), HOLDERS, HOLDERS[:2]),
    ),
    "new keys of which one is enough": (
        "update.root_threshold",
        rooted(release.root(2, HOLDERS, threshold=1), HOLDERS, [A]),
    ),
    "new keys of another product": (
        "update.root_product",
        rooted(release.root(2, HOLDERS, product="x"), HOLDERS, HOLDERS[:2]),
    ),
    "a key under another's name": (
        "update.root_key",
        rooted(
            FIRST.replace(b'"number":1', b'"number":2').replace(
                release.public(A).hex().encode(), release.public(STRANGERS[0]).hex().encode()
            ),
            HOLDERS, HOLDERS[:2],
        ),
    ),
    "changes of keys without end": (
        "update.roots_many",
        lambda maker: maker.whole(roots=[release.next_root(FIRST, HOLDERS)] * 9),
    ),
    "the same counter as here": ("update.rollback", saying(counter=1)),
    "a lower version under a higher counter": (
        "update.version_back", saying(version="0.0.9", least="0.0.1"),
    ),
    "a step that is too long": ("update.too_old", saying(least="0.2.0")),
    "a program of an older database": ("update.schema", saying(schema=1)),
    "a program of another size": ("update.size", shorter_program),
    "a program of another content": ("update.hash", other_program),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_package_that_is_not_ours_is_refused_by_its_reason(name, maker, opened):
    code, make = CASES[name]
    desk = opened()
    work = taking.take(desk.core, desk.act._writer, make(maker), HERE)
    with pytest.raises(Error) as told:
        finish(work)
    assert told.value.code == code
    left = desk.core.folder / "updates"
    assert not left.exists() or not list(left.iterdir())
    assert desk.act.newer.taken() is None


def test_there_are_more_than_thirty_of_them_with_as_many_reasons():
    assert len(CASES) >= 40
    assert len({code for code, _ in CASES.values()}) >= 30


def test_a_whole_one_is_taken(maker, opened):
    desk = opened()
    taken = finish(taking.take(desk.core, desk.act._writer, maker.whole(), HERE))
    assert taken.setup.read_bytes() == maker.program
    assert taken.setup.parent == desk.core.folder / "updates"
    assert desk.act.newer.taken() == taken


def test_all_three_holders_may_sign(maker, opened):
    desk = opened()
    finish(taking.take(desk.core, desk.act._writer, maker.whole(by=HOLDERS), HERE))


def test_new_keys_are_believed_from_then_on_and_ended_ones_never_again(maker, opened):
    desk = opened()
    second = release.next_root(SECOND, [A, B, *STRANGERS[:2]])
    ended = release.key_name(release.public(B))
    by, now = STRANGERS[:2], desk.act._writer
    file = maker.whole(by=by, roots=[second], revoked=[ended])
    finish(taking.take(desk.core, now, file, HERE))
    finish(taking.take(desk.core, now, maker.whole(by=by, counter=10), HERE))
    with pytest.raises(Error, match=r"^update\.signer_unknown"):
        finish(taking.take(desk.core, now, maker.whole(by=[A, B], counter=11), HERE))


def test_a_key_that_was_ended_stays_ended_without_being_named_again(maker, opened):
    desk = opened()
    ended, now = release.key_name(release.public(C)), desk.act._writer
    finish(taking.take(desk.core, now, maker.whole(revoked=[ended]), HERE))
    with pytest.raises(Error, match=r"^update\.signer_revoked"):
        finish(taking.take(desk.core, now, maker.whole(by=[A, C], counter=10), HERE))


def test_a_program_without_release_keys_takes_nothing(maker, opened):
    desk = opened()
    with pytest.raises(Error, match=r"^update\.no_root"):
        finish(desk.act.newer.take(maker.whole()))


def test_a_copy_that_is_broken_off_leaves_nothing(maker, opened):
    desk = opened()
    maker.program *= 10  # it tells how far it is about each MiB
    work = taking.take(desk.core, desk.act._writer, maker.whole(), HERE)
    next(work)
    work.close()
    assert not list((desk.core.folder / "updates").iterdir())
