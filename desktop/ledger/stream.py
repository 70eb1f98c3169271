"""Streams of lines, and how far they reach."""

from dataclasses import dataclass

from desktop.ledger.ids import DeviceId, Epoch, RevisionId, UnitCode


@dataclass(frozen=True, slots=True)
class StreamKey:
    """A stream: one device's epoch speaking to one unit."""

    dev: DeviceId
    epoch: Epoch
    to: UnitCode


@dataclass(frozen=True, slots=True)
class Position:
    """How far a stream reaches: its last number and that line's hash."""

    seq: int
    head: RevisionId
