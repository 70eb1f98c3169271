"""The <h:body>: controls, groups and repeats in the order they are asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from desktop.xforms import xml
from desktop.xforms.definition import (
    Bind,
    FixedChoice,
    Group,
    Item,
    Itemset,
    Kind,
    Question,
    Ref,
    Repeat,
    SetValue,
    Text,
)
from desktop.xforms.kinds import kind_of
from desktop.xforms.parse_model import action, local_path
from desktop.xforms.parse_text import Itext, guidance_of, text_of
from desktop.xforms.searching import searched, words

Parts: TypeAlias = Mapping[str, Sequence[xml.Element]]

CONTROLS = frozenset(
    ("input", "select", "select1", "trigger", "upload", "range", "rank", "secret")
)
_KEPT = ("start", "end", "step", "rows", "mediatype", "accept", "min", "max", "query")


@dataclass(slots=True)
class Body:
    """What reading the body needs and gathers."""

    binds: Mapping[Ref, Bind]
    ids: Mapping[str, Ref]
    itext: Itext
    root: str
    actions: list[SetValue] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)  # that search() reads
    loose: int = 0  # groups without a path, so far

    def items(self, element: xml.Element, base: Ref) -> tuple[Item, ...]:
        """The items directly inside an element."""
        return tuple(self._items(element, base))

    def _items(self, element: xml.Element, base: Ref) -> Iterator[Item]:
        for part in xml.children(element):
            name = xml.name_of(part)
            if name in CONTROLS:
                yield self._question(part, name, base)
            elif name == "group":
                yield self._group(part, base)
            elif name == "repeat":
                yield self._repeat(part, base, None)
            elif name == "setvalue":
                self._act(part, base)

    def _ref(self, element: xml.Element, base: Ref) -> Ref | None:
        named = self.ids.get(element.get("bind") or "")
        if named:
            return named
        path = element.get("ref") or element.get("nodeset")
        return local_path(path, base) if path else None

    def _act(self, element: xml.Element, base: Ref, source: Ref | None = None) -> None:
        found = action(element, base, self.ids, source)
        if found is not None:
            self.actions.append(found)

    def _group(self, element: xml.Element, base: Ref) -> Group | Repeat:
        ref = self._ref(element, base)
        repeats = list(xml.children(element, "repeat"))
        if len(repeats) == 1 and self._ref(repeats[0], base) == ref:
            return self._repeat(repeats[0], base, element)
        if ref is None and len(repeats) == 1 and not self._others(element):
            return self._repeat(repeats[0], base, element)
        label = text_of(xml.child(element, "label"), self.itext)
        if ref is None:
            self.loose += 1
            ref = Ref(f"{base}/#{self.loose}")
        return Group(
            ref=ref,
            name=ref.rpartition("/")[2],
            children=self.items(element, base if "#" in ref else ref),
            label_text=label,
            appearance=_words(element, "appearance"),
        )

    def _others(self, element: xml.Element) -> bool:
        return any(
            xml.name_of(p) in CONTROLS | {"group"} for p in xml.children(element)
        )

    def _repeat(
        self, element: xml.Element, base: Ref, around: xml.Element | None
    ) -> Repeat:
        ref = self._ref(element, base) or base
        label = text_of(
            xml.child(around, "label") if around is not None else None, self.itext
        )
        count = xml.attribute(element, "count", xml.JR)
        fixed = xml.attribute(element, "noAddRemove", xml.JR)
        for part in xml.children(element, "setvalue"):
            self._act(part, ref, ref)
        inner = [
            part for part in xml.children(element) if xml.name_of(part) != "setvalue"
        ]
        return Repeat(
            ref=ref,
            name=ref.rpartition("/")[2],
            children=tuple(item for part in inner for item in self._one(part, ref)),
            label_text=label,
            appearance=_words(element, "appearance"),
            count=count,
            fixed=bool(count) or fixed.strip() in ("true()", "true"),
        )

    def _one(self, element: xml.Element, base: Ref) -> Iterator[Item]:
        name = xml.name_of(element)
        if name in CONTROLS:
            yield self._question(element, name, base)
        elif name == "group":
            yield self._group(element, base)
        elif name == "repeat":
            yield self._repeat(element, base, None)

    def _question(self, element: xml.Element, control: str, base: Ref) -> Question:
        ref = self._ref(element, base) or base
        bind = self.binds.get(ref) or Bind(ref)
        parts = xml.by_name(element)
        label, hint = _only(parts, "label"), _only(parts, "hint")
        appearance = _words(element, "appearance")
        for part in parts.get("setvalue", ()):
            self._act(part, base, ref)
        return question(
            bind,
            kind_of(control, bind, appearance),
            text_of(label, self.itext),
            text_of(hint, self.itext),
            appearance=appearance,
            guidance_text=guidance_of(hint, self.itext),
            choices=self._searched(element, self._choices(element, parts)),
            attributes={
                name: element.get(name) or "" for name in _KEPT if element.get(name)
            },
        )

    def _searched(
        self, element: xml.Element, choices: tuple[FixedChoice, ...] | Itemset
    ) -> tuple[FixedChoice, ...] | Itemset:
        """Where the appearance searches a list, the choices it finds there."""
        if isinstance(choices, Itemset):
            return choices
        found = searched(element.get("appearance") or "", choices)
        if found is None:
            return choices
        self.lists.append(found[1])
        return found[0]

    def _choices(
        self, element: xml.Element, parts: Parts
    ) -> tuple[FixedChoice, ...] | Itemset:
        if "itemset" in parts:
            return _itemset(parts["itemset"][0])
        items = parts.get("item", ())
        if "choices" in parts:  # one in the other
            items = list(element.iter("{*}item"))
        return tuple(self._choice(xml.by_name(item)) for item in items)

    def _choice(self, parts: Parts) -> FixedChoice:
        value = _only(parts, "value")
        code = (value.text or "").strip() if value is not None else ""
        return FixedChoice(code, text_of(_only(parts, "label"), self.itext))


def _only(parts: Parts, name: str) -> xml.Element | None:
    """The first of a name."""
    found = parts.get(name)
    return found[0] if found else None


def _itemset(element: xml.Element) -> Itemset:
    value, label = xml.child(element, "value"), xml.child(element, "label")
    return Itemset(
        nodeset=(element.get("nodeset") or "").strip(),
        value=(value.get("ref") or "" if value is not None else "").strip(),
        label=(label.get("ref") or "" if label is not None else "").strip(),
    )


def _words(element: xml.Element, name: str) -> frozenset[str]:
    return words(element.get(name) or "")


def question(
    bind: Bind,
    kind: Kind,
    label: Text,
    hint: Text,
    *,
    appearance: frozenset[str] = frozenset(),
    guidance_text: Text,
    choices: tuple[FixedChoice, ...] | Itemset = (),
    attributes: Mapping[str, str],
) -> Question:
    """A question from its bind and its control."""
    name = bind.ref.rpartition("/")[2]
    return Question(
        ref=bind.ref,
        name=name,
        kind=kind,
        type=bind.type,
        appearance=appearance,
        columns=bind.columns,
        stable_id=bind.columns.get("id") or name,
        label_text=label,
        hint_text=hint,
        guidance_text=guidance_text,
        choices=choices,
        attributes=attributes,
    )
