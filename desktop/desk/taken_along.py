"""Which lines a bundle took along: those no receipt had named when it was written."""

from desktop.desk.core import Core
from desktop.desk.returning import said
from desktop.store import journal
from desktop.store.connection import Connection
from desktop.store.journal import Sent


def span(core: Core, reader: Connection, bundle: Sent) -> range:
    """The numbers of this desk's own lines in it."""
    named = (
        have.seq
        for came in journal.all_came(reader)
        if came.at <= bundle.at
        for have in said(came.held)
        if (have.dev, have.epoch) == (core.profile.device, bundle.epoch)
    )
    return range(max(named, default=0) + 1, bundle.last_seq + 1)
