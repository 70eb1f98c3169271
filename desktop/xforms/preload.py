"""What a new record knows of itself: id, day and hour."""

from collections.abc import Callable

from desktop.xforms.compute import State
from desktop.xforms.definition import Ref
from desktop.xforms.xpath.functions.encodings import new_uuid
from desktop.xforms.xpath.values import iso

Preload = Callable[[State, str], str]


def _date(state: State, params: str) -> str:
    return state.world.now().date().isoformat() if params == "today" else ""


def _timestamp(state: State, params: str) -> str:
    return "" if params == "end" else iso(state.world.now())


def _uid(state: State, _params: str) -> str:
    return "uuid:" + new_uuid(state.world.random.bytes(16))


def _property(state: State, params: str) -> str:
    return state.world.property(params)


_PRELOADS: dict[str, Preload] = {
    "date": _date,
    "timestamp": _timestamp,
    "uid": _uid,
    "property": _property,
}


def preload(state: State) -> None:
    """Fill the nodes that ask for it; unknown kinds stay empty."""
    for node in state.data.walk():
        bind = node.model.bind
        make = _PRELOADS.get(bind.preload)
        if make is not None:
            node.text = make(state, bind.preload_params) or node.text


def identify(state: State, identity: str) -> None:
    """Let meta/instanceID say what the record is called outside."""
    model = state.form.models.get(Ref(f"{state.form.top.ref}/meta/instanceID"))
    if identity and model is not None:
        state.at(model.ref).text = identity


def finish(state: State) -> None:
    """What is known only at the end: when it was."""
    for node in state.data.walk():
        bind = node.model.bind
        if bind.preload == "timestamp" and bind.preload_params == "end":
            node.text = iso(state.world.now())
