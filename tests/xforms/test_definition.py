"""A definition's values by themselves: what is not said is empty."""

import pytest

from desktop.xforms.check.finding import Finding
from desktop.xforms.check.places import Place
from desktop.xforms.choices import Choice
from desktop.xforms.definition import (
    Bind,
    Group,
    InstanceRef,
    Kind,
    Question,
    Ref,
    Repeat,
    SetValue,
    Text,
)
from desktop.xforms.engine import ProblemKind
from desktop.xforms.moving import Move, Way

A = Ref("/data/a")
EMPTY = [
    (Bind(A), {"ref": A, "type": "string"}),
    (
        Question(A, "a", Kind.TEXT),
        {"ref": A, "name": "a", "kind": Kind.TEXT, "type": "string"},
    ),
    (Group(A, "a"), {"ref": A, "name": "a"}),
    (Repeat(A, "a"), {"ref": A, "name": "a"}),
    (SetValue(A, frozenset()), {"ref": A}),
    (InstanceRef("x"), {"id": "x"}),
    (Text(), {}),
    (Choice("v", "l"), {"value": "v", "label": "l"}),
    (Move("i", Way.SAME, A), {"id": "i", "way": Way.SAME, "ref": A}),
    (Place(), {}),
    (Finding("c"), {"code": "c", "severe": True}),
]


@pytest.mark.parametrize(("made", "said"), EMPTY, ids=lambda one: type(one).__name__)
def test_what_is_not_said_is_empty(made, said):
    names = getattr(made, "_fields", ()) or type(made).__slots__
    told = {name: getattr(made, name) for name in names}
    texts = [name for name, value in told.items() if isinstance(value, Text)]
    rest = {n: v for n, v in told.items() if v and n not in texts}
    assert rest == said
    assert all(told[name].plain() == {} for name in texts)


@pytest.mark.parametrize("kinds", [Kind, ProblemKind, Way])
def test_a_kind_is_called_by_its_name(kinds):
    assert [kind.value for kind in kinds] == [kind.name.lower() for kind in kinds]
