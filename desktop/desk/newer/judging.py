"""The first opening after an update: does the newer program work on this data?"""

from typing import TYPE_CHECKING

from desktop import assets
from desktop.desk.newer import starting
from desktop.desk.newer.starting import Awaited
from desktop.errors import Environment, Error
from desktop.store.connection import DatabaseError

if TYPE_CHECKING:
    from desktop.desk.desk import Desk


def judge(desk: "Desk") -> Awaited | None:
    """Keep the newer program, or go one step back and say so (Environment).

    What was judged is answered; the desk's parts are opened again by whoever asks.
    """
    folder = desk.core.folder
    step = starting.awaited(folder)
    if step is None:
        return None
    try:
        if assets.version() == step.after:
            _try_newer(desk, step)
        else:
            _go_on_as_before(desk, step)
    finally:
        desk.close()
    starting.settled(folder, assets.version())
    return step


def _try_newer(desk: "Desk", step: Awaited) -> None:
    from desktop.desk.doctor import examine

    try:
        _ = desk.act  # brings the database along
        examine(desk)
    except Exception as error:  # whatever it is, the former program had none of it
        desk.close()
        starting.step_back(desk.core.folder, step)
        raise Environment("update.stepped_back", version=step.after) from error
    desk.act.newer.works(step)


def _go_on_as_before(desk: "Desk", step: Awaited) -> None:
    """A newer program that never got as far as here may have touched the data."""
    try:
        _ = desk.act
    except (Error, DatabaseError):
        desk.close()
        starting.put_back(desk.core.folder)
    desk.act.newer.did_not_come(step)
