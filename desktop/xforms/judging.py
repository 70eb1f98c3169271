"""What stands in the way of an answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from desktop.xforms.compute import State
from desktop.xforms.definition import Question, Ref
from desktop.xforms.listed import not_to_choose
from desktop.xforms.model import Model
from desktop.xforms.nodes import FormNode
from desktop.xforms.wording import said
from desktop.xforms.xpath.values import to_boolean, to_string


class ProblemKind(StrEnum):
    """Why an answer cannot stand; a warning may, with a reason."""

    REQUIRED = "required"
    CONSTRAINT = "constraint"
    CHOICE = "choice"  # a code that is in no list, or given twice
    OUTDATED = "outdated"  # its list offers it no more: told by who keeps records
    TYPE = "type"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend; ``message`` is the form's own, or ""."""

    ref: Ref
    kind: ProblemKind
    message: str


def problems_of(state: State, node: FormNode, ref: Ref) -> Iterator[Problem]:
    """What must be mended at a relevant question, and what should be looked at."""
    if node.invalid:
        yield Problem(ref, ProblemKind.TYPE, "")
    elif node.text:
        yield from _of_answer(state, node, ref)
    elif node.required and not _given(state, node, "missing"):
        words = said(state, node.model.bind.required_message, node.model, node)
        yield Problem(ref, ProblemKind.REQUIRED, words)


def is_checked(model: Model) -> bool:
    """Whether an answer that fits its type may still not stand."""
    bind, item = model.bind, model.item
    choices = isinstance(item, Question) and bool(item.choices)
    return choices or bool(bind.constraint or bind.columns.get("warning"))


def _of_answer(state: State, node: FormNode, ref: Ref) -> Iterator[Problem]:
    bind = node.model.bind
    if not_to_choose(state, node):
        yield Problem(ref, ProblemKind.CHOICE, "")
    if not _holds(state, bind.constraint, node):
        words = said(state, bind.constraint_message, node.model, node)
        yield Problem(ref, ProblemKind.CONSTRAINT, words)
    warning = bind.columns.get("warning", "")
    if not _holds(state, warning, node) and not _given(state, node, "reason"):
        words = bind.columns.get("warningMsg", "")
        yield Problem(ref, ProblemKind.WARNING, words)


def _holds(state: State, rule: str, node: FormNode) -> bool:
    if not rule:
        return True
    return to_boolean(state.value(rule, node.model, node, otherwise=True))


def _given(state: State, node: FormNode, column: str) -> bool:
    """Whether the question that a column of ours names has an answer: the reason."""
    source = node.model.bind.columns.get(column, "")
    if not source:
        return False
    return bool(to_string(state.value(source, node.model, node)).strip())
