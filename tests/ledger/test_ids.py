"""Ids come from the passed clock and chance, and from nothing else."""

import os
import uuid
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.ledger.ids import (
    form_id_of,
    form_ref,
    new_epoch,
    new_record_id,
    new_row_id,
)
from desktop.ledger.world import timestamp
from tests.ledger.sample import HANOI, Counting, Standing

MOMENTS = st.datetimes(
    datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)
)


class Chance:
    def bytes(self, count):
        return os.urandom(count)


class Given:
    def __init__(self, found):
        self.found = found

    def bytes(self, count):
        return self.found[:count]


@given(MOMENTS, st.binary(min_size=8, max_size=8))
def test_a_record_id_is_a_uuid_of_version_7(moment, noise):
    made = uuid.UUID(new_record_id(Standing(moment), Given(noise + b"\xff" * 9)))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    since = moment - datetime(1970, 1, 1, tzinfo=UTC)
    assert made.int >> 80 == since // timedelta(milliseconds=1)
    assert made.int >> 64 & 0xFFF == moment.microsecond % 1000 * 4096 // 1000
    assert made.int & 0xFFFFFFFFFFFFFFFF & ~(3 << 62) == int.from_bytes(noise) & (
        (1 << 62) - 1
    )


def test_later_records_sort_later():
    start = datetime(2026, 1, 1, tzinfo=UTC)
    made = [
        new_record_id(Standing(start + timedelta(milliseconds=n)), Counting())
        for n in range(50)
    ]
    assert made == sorted(made) and len(set(made)) == 50


def test_records_of_one_millisecond_sort_as_they_were_made():
    start = datetime(2026, 1, 1, tzinfo=UTC)
    moments = [start + timedelta(microseconds=n) for n in range(1000)]
    made = [new_record_id(Standing(moment), Chance()) for moment in moments]
    assert made == sorted(made) and len({one[:12] for one in made}) == 1


def test_rows_and_epochs_are_hex_of_their_length():
    assert new_row_id(Counting()) == "0" * 15 + "1"
    assert new_epoch(Counting()) == "0" * 31 + "1"


def test_a_form_is_named_with_its_version():
    assert form_ref("model", "3") == "model@3"
    assert form_id_of("model@3") == "model"


def test_moments_are_written_with_their_zone_in_whole_seconds():
    moment = datetime(2026, 3, 2, 8, 1, 2, 999_999, tzinfo=HANOI)
    assert timestamp(moment) == "2026-03-02T08:01:02+07:00"
