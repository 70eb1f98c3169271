"""The first opening after an update: does the newer program work on this data?"""

from typing import TYPE_CHECKING

from desktop import assets
from desktop.desk.newer import starting
from desktop.errors import Environment, Error
from desktop.store.connection import DatabaseError

if TYPE_CHECKING:
    from desktop.desk.desk import Desk


def judge(desk: "Desk") -> None:
    """Keep the newer program, or go one step back and say so (Environment)."""
    folder = desk.core.folder
    step = starting.awaited(folder)
    if step is None:
        return
    if assets.version() == step.after:
        try:
            _examine(desk)
        except (Error, DatabaseError) as error:
            desk.close()
            starting.step_back(folder, step)
            raise Environment("update.stepped_back", version=step.after) from error
        desk.act.newer.works(step)
    else:
        desk.act.newer.did_not_come(step)
    starting.settled(folder, assets.version())


def _examine(desk: "Desk") -> None:
    from desktop.desk.doctor import examine

    _ = desk.act  # brings the database along
    examine(desk)
