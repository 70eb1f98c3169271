"""The way in: a definition made ready, and a record opened on it."""

from collections.abc import Callable, Mapping

from desktop.errors import Refused
from desktop.ledger.canonical import Data
from desktop.ledger.world import Clock, Random
from desktop.xforms.casts import cast
from desktop.xforms.choices import choice_name, offered
from desktop.xforms.compute import State, document
from desktop.xforms.fitting import in_rank
from desktop.xforms.form import Form
from desktop.xforms.instance import Changes, Instance, NodeState, Problem, ProblemKind
from desktop.xforms.last_saved import NAME, last_saved
from desktop.xforms.listed import hold_codes
from desktop.xforms.nodes import build
from desktop.xforms.output import blank, load
from desktop.xforms.preload import identify, preload
from desktop.xforms.rows import MAX_NODES, set_live
from desktop.xforms.sources import (
    SecondaryInstance,
    Sources,
    TableTop,
    empty,
    no_sources,
)
from desktop.xforms.tree import Node
from desktop.xforms.wording import translated
from desktop.xforms.xpath.context import World
from desktop.xforms.xpath.faults import Failed

__all__ = [
    "Changes",
    "Form",
    "Instance",
    "NodeState",
    "Problem",
    "ProblemKind",
    "SecondaryInstance",
    "Sources",
    "no_sources",
    "open_instance",
]

_NEW = ("odk-instance-first-load", "odk-instance-load")
_AGAIN = ("odk-instance-load",)


def open_instance(
    form: Form,
    sources: Sources,
    clock: Clock,
    random: Random,
    data: Data | None = None,
    preset: Mapping[str, str] | None = None,
    *,
    strict: bool = False,
    properties: Mapping[str, str] | None = None,
    last: Data | None = None,
    identity: str = "",
) -> Instance:
    """A new record (``preset`` fills questions by name), or one loaded from data.

    ``properties`` answer what a form asks of its surroundings: deviceid, username.
    ``last`` are the answers of the record before, for who asks with last-saved.
    ``identity`` is meta/instanceID, which is not in the data: give what it had before;
    a new record without one draws its own.
    """
    if _size(form.top.template) > MAX_NODES:
        raise Refused("form.too_many_nodes", repeat=form.top.ref, limit=MAX_NODES)
    root = build(form.top, form.top.template, random)
    state = State(form, World(now=clock.now, random=random), root)
    _furnish(state, sources, last)
    state.world.property = _asked(properties or {})
    if data is not None:
        blank(root)
        load(root, data, random, strict=strict)
        if not strict:
            hold_codes(state)
    else:
        preload(state)
    identify(state, identity)
    set_live(root)
    state.size = sum(1 for _ in root.walk())
    state.arrived(root)
    state.settle()
    _rank(state)
    _first(state, _NEW if data is None else _AGAIN)
    _preset(state, preset or {}, new=data is None)
    state.changes()
    state.listening = True
    return Instance(state)


def _size(template: Node) -> int:
    return 1 + sum(map(_size, template.children))


def _furnish(state: State, sources: Sources, last: Data | None) -> None:
    """Let functions reach the form and its lists."""
    definition, world = state.form.definition, state.world
    world.main = document(state.data)
    world.version = definition.version
    world.seed = int.from_bytes(world.random.bytes(4)) or 1
    world.language = definition.default_language
    world.instance = _instances(state, sources, last)
    world.itext = lambda key: translated(state, key)
    world.choice_name = lambda value, path, node: choice_name(state, value, path, node)


def _asked(properties: Mapping[str, str]) -> Callable[[str], str]:
    """Property names come as "deviceid", "deviceID" or "uri:deviceid"."""
    known = {name.lower(): value for name, value in properties.items()}
    return lambda name: known.get(name.rpartition(":")[2].lower(), "")


def _instances(
    state: State, sources: Sources, last: Data | None
) -> Callable[[str], Node]:
    known = {one.id: one for one in state.form.definition.instances}
    opened: dict[str, Node] = {}

    def instance(name: str) -> Node:
        found = opened.get(name)
        if found is None:
            found = opened[name] = _opened(name)
        return found

    def _opened(name: str) -> Node:
        declared = known.get(name)
        if name == NAME:
            root = state.data.name
            return TableTop(empty()) if last is None else last_saved(root, last)
        if declared is None:
            raise Failed("xpath.no_instance", name=name)
        if declared.inside is not None:
            return declared.inside
        return TableTop(sources(name))

    return instance


def _rank(state: State) -> None:
    """A ranking comes as it was given: what is offered of it follows from the form."""
    for node in [node for node in state.data.walk() if node.ranked]:
        state.write(node, in_rank(node.ranked, offered(state, node)))
    state.settle()


def _first(state: State, events: tuple[str, ...]) -> None:
    """Run the actions of loading, in their order."""
    for action in state.form.actions:
        if action.events.intersection(events) and action.source is None:
            state.act(action, state.data)
            state.settle()


def _preset(state: State, preset: Mapping[str, str], *, new: bool) -> None:
    """Fill questions by name; a loaded record keeps what it has."""
    for name, text in preset.items():
        model = next(
            (
                one
                for one in state.form.listed
                if name in (one.name, one.ref) and one.is_leaf and one.row is None
            ),
            None,
        )
        if model is None:
            continue
        if model.bind.calculate:
            raise Refused("form.computed", ref=model.ref)
        node = state.at(model.ref)
        fitting = cast(model.bind.type, text)
        if fitting is None:
            raise Refused("form.preset", question=name)
        if new or not node.text:
            state.write(node, fitting)
