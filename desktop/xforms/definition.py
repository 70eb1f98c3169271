"""A form as frozen values: what is asked, in which order, under which rules."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, NewType, TypeAlias

from desktop.xforms.tree import Node

_PREDICATE = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]")

Ref = NewType("Ref", str)  # "/data/parties/org"; of an answer "/data/parties[2]/org"


class Kind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    MULTILINE = "multiline"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    BOOLEAN = "boolean"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    RANGE = "range"
    TRIGGER = "trigger"
    FILE = "file"
    NOTE = "note"
    CALCULATE = "calculate"  # no control, computed
    HIDDEN = "hidden"  # no control, given from outside


@dataclass(frozen=True, slots=True)
class Output:
    """A place in a text that an expression fills."""

    expression: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text in each language ("" = without language), or by a computed key."""

    words: Mapping[str, tuple[str | Output, ...]] = field(default_factory=dict)
    key: str = ""  # expression giving an itext id

    def plain(self) -> dict[str, str]:
        """The words by language; an ellipsis stands for what is computed."""
        return {
            language: "".join(part if isinstance(part, str) else "…" for part in parts)
            for language, parts in self.words.items()
        }


NO_TEXT = Text()


class Bind(NamedTuple):
    """The rules of one node; expressions as written, "" where absent."""

    ref: Ref
    type: str = "string"
    relevant: str = ""
    required: str = ""
    readonly: str = ""
    constraint: str = ""
    calculate: str = ""
    constraint_message: Text = NO_TEXT
    required_message: Text = NO_TEXT
    preload: str = ""
    preload_params: str = ""
    save_to: str = ""
    columns: Mapping[str, str] = MappingProxyType({})  # our own, sph:*


@dataclass(frozen=True, slots=True)
class FixedChoice:
    """A choice written in the body."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Itemset:
    """Choices computed from nodes; ``value`` and ``label`` are seen from each."""

    nodeset: str
    value: str
    label: str
    first: tuple[FixedChoice, ...] = field(default=(), hash=False)  # stand before


@dataclass(frozen=True, slots=True)
class Question:
    """One answer, with or without a control."""

    ref: Ref
    name: str
    kind: Kind
    type: str = "string"
    appearance: frozenset[str] = frozenset()
    columns: Mapping[str, str] = field(default_factory=dict)
    stable_id: str = ""
    label_text: Text = NO_TEXT
    hint_text: Text = NO_TEXT
    guidance_text: Text = NO_TEXT
    choices: tuple[FixedChoice, ...] | Itemset = ()
    attributes: Mapping[str, str] = field(default_factory=dict)  # start, end, rows…

    @property
    def label(self) -> Mapping[str, str]:
        """Its label by language, in plain words."""
        return self.label_text.plain()

    @property
    def hint(self) -> Mapping[str, str]:
        """Its hint by language, in plain words."""
        return self.hint_text.plain()


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that stand together."""

    ref: Ref
    name: str
    children: "tuple[Item, ...]" = ()
    label_text: Text = NO_TEXT
    appearance: frozenset[str] = frozenset()

    @property
    def label(self) -> Mapping[str, str]:
        """Its label by language, in plain words."""
        return self.label_text.plain()


@dataclass(frozen=True, slots=True)
class Repeat:
    """Questions asked once per row."""

    ref: Ref
    name: str
    children: "tuple[Item, ...]" = ()
    label_text: Text = NO_TEXT
    appearance: frozenset[str] = frozenset()
    count: str = ""  # expression of jr:count
    fixed: bool = False  # the officer may not add or remove rows

    @property
    def label(self) -> Mapping[str, str]:
        """Its label by language, in plain words."""
        return self.label_text.plain()


Item: TypeAlias = Question | Group | Repeat


@dataclass(frozen=True, slots=True, eq=False)
class InstanceRef:
    """A secondary instance: outside (``src``) or inside the form (``inside``)."""

    id: str
    src: str = ""
    inside: Node | None = None


@dataclass(frozen=True, slots=True)
class EntityDecl:
    """The list this form saves into."""

    list_name: str
    label: str  # expression
    properties: Mapping[str, str]  # property -> question name


@dataclass(frozen=True, slots=True)
class SetValue:
    """An action: on ``events`` (of ``source``, where given) write into ``ref``."""

    ref: Ref
    events: frozenset[str]
    expression: str = ""  # where "", ``text`` is written
    text: str = ""
    source: Ref | None = None
    target: str = ""  # the path as written, where it chooses among rows


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """A form."""

    form_id: str
    version: str
    title: str
    root: Group
    binds: Mapping[Ref, Bind]
    questions: tuple[Question, ...]
    instances: tuple[InstanceRef, ...]
    entity: EntityDecl | None
    languages: tuple[str, ...]
    default_language: str
    template: Node  # the primary instance as written; never changed
    texts: Mapping[str, Text]  # itext
    actions: tuple[SetValue, ...]
    warnings: tuple[str, ...] = ()


def generic(ref: str) -> Ref:
    """``/data/a[2]/b`` without its positions."""
    return Ref(_PREDICATE.sub("", ref) if "[" in ref else ref)
