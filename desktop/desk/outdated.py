"""Codes and villages that were chosen, and are no more on the record's day."""

from collections.abc import Iterator, Mapping

from desktop.xforms.definition import Itemset
from desktop.xforms.instance import Instance, NodeState, Problem, ProblemKind

_END = "valid_to"  # a list whose filter asks for it says how long its rows hold


def held(instance: Instance) -> dict[str, frozenset[str]]:
    """What a record holds when it is opened: it keeps that, whatever became of it."""
    found: dict[str, frozenset[str]] = {}
    for node in _dated(instance):
        name = _name(node)
        found[name] = found.get(name, frozenset()) | frozenset(node.value.split())
    return found


def outdated(
    instance: Instance, kept: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """Answers that their list offers no more: the day was changed after, or a table
    or a command gave them."""
    for node in _dated(instance):
        known = kept.get(_name(node), frozenset())
        choices = instance.choices(node.ref)
        if any(one.retired and one.value not in known for one in choices):
            yield Problem(node.ref, ProblemKind.OUTDATED, "")


def _dated(instance: Instance) -> Iterator[NodeState]:
    for node in instance.nodes():
        choices = node.question.choices if node.question else None
        asked = node.relevant and node.value and not node.readonly
        if asked and isinstance(choices, Itemset) and _END in choices.nodeset:
            yield node


def _name(node: NodeState) -> str:
    """The question's, alike in every row."""
    return node.question.ref if node.question else ""
