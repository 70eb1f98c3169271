"""The <model>: instances, binds, actions."""

import re
from collections.abc import Mapping

from desktop.errors import Refused
from desktop.xforms import xml
from desktop.xforms.definition import (
    Bind,
    EntityDecl,
    InstanceRef,
    Ref,
    SetValue,
    generic,
)
from desktop.xforms.parse_text import Itext, message
from desktop.xforms.sources import table_of
from desktop.xforms.tree import Node

_PLAIN = re.compile(r"(?:/\w[\w-]*)+")
_JR, _OWN = f"{{{xml.JR}}}", f"{{{xml.OWN}}}"
_SAVE_TO = f"{{{xml.ENTITIES}}}saveto"
_READY = {"xforms-ready": "odk-instance-load"}


def primary(model: xml.Element) -> xml.Element:
    """The element that answers are written into."""
    first = xml.child(model, "instance")
    data = None if first is None else next(xml.children(first), None)
    if data is None:
        raise Refused("form.no_instance")
    return data


def secondary(model: xml.Element) -> tuple[InstanceRef, ...]:
    """The other instances."""
    every = list(xml.children(model, "instance"))
    return tuple(_instance(element) for element in every[1:])


def _instance(element: xml.Element) -> InstanceRef:
    name, src = element.get("id") or "", element.get("src") or ""
    if src:
        return InstanceRef(name, src)
    top = xml.bare(element)
    return InstanceRef(name, "", table_of(top) or top)


def local_path(path: str, base: str = "") -> Ref:
    """A path without prefixes and blanks; relative ones hang on ``base``."""
    if _PLAIN.fullmatch(path):  # nearly all
        return Ref(path)
    path = generic(path.strip())
    if not path.startswith("/"):
        path = f"{base}/{path.removeprefix('./')}"
    parts = [part.strip().rpartition(":")[2] for part in path.split("/")]
    return Ref("/".join(part for part in parts if part != "."))


def binds(model: xml.Element, itext: Itext, root: str) -> dict[Ref, Bind]:
    """Every bind by path; a second bind of a path fills what the first left out."""
    found: dict[Ref, Bind] = {}
    for element in xml.children(model, "bind"):
        nodeset = element.get("nodeset") or element.get("ref")
        if nodeset:
            bind = _bind(element, local_path(nodeset, root), itext)
            found[bind.ref] = _joined(found.get(bind.ref), bind)
    return found


def _bind(element: xml.Element, ref: Ref, itext: Itext) -> Bind:
    given = {str(name): str(text).strip() for name, text in element.attrib.items()}
    rule = given.get
    return Bind(
        ref=ref,
        type=rule("type", "").rpartition(":")[2] or "string",
        relevant=rule("relevant", ""),
        required=rule("required", ""),
        readonly=rule("readonly", ""),
        constraint=rule("constraint", ""),
        calculate=rule("calculate", ""),
        constraint_message=message(rule(_JR + "constraintMsg", ""), itext),
        required_message=message(rule(_JR + "requiredMsg", ""), itext),
        preload=rule(_JR + "preload", ""),
        preload_params=rule(_JR + "preloadParams", ""),
        save_to=rule(_SAVE_TO, ""),
        columns=_own_columns(given),
    )


def _own_columns(given: Mapping[str, str]) -> dict[str, str]:
    own = [name for name in given if name.startswith(_OWN)]
    return {name.removeprefix(_OWN): given[name] for name in own}


_MERGED = (
    "relevant", "required", "readonly", "constraint", "calculate", "preload",
    "preload_params", "save_to",
)  # fmt: skip


def _joined(first: Bind | None, second: Bind) -> Bind:
    if first is None:
        return second
    filled = {name: getattr(second, name) or getattr(first, name) for name in _MERGED}
    kind = second.type if second.type != "string" else first.type
    columns = {**first.columns, **second.columns}
    return second._replace(type=kind, columns=columns, **filled)


def ids(model: xml.Element, root: str) -> dict[str, Ref]:
    """Paths by the id of their bind (old forms name binds, not paths)."""
    return {
        element.get("id") or "": local_path(
            element.get("nodeset") or element.get("ref") or "", root
        )
        for element in xml.children(model, "bind")
        if element.get("id")
    }


def action(
    element: xml.Element,
    root: str,
    named: Mapping[str, Ref],
    source: Ref | None = None,
) -> SetValue | None:
    """A <setvalue>; None for what has no target."""
    target = element.get("ref") or named.get(element.get("bind") or "") or ""
    if not target:
        return None
    events = (
        element.get("event") or xml.attribute(element, "event", xml.EVENTS)
    ).split()
    return SetValue(
        ref=local_path(target, root),
        events=frozenset(_READY.get(event, event) for event in events),
        expression=(element.get("value") or "").strip(),
        text=element.text or "",
        source=source,
        target=target.strip() if "[" in target else "",
    )


def entity(data: Node, rules: dict[Ref, Bind]) -> EntityDecl | None:
    """What the form's meta/entity declares."""
    meta = next((child for child in data.children if child.name == "meta"), None)
    if meta is None:
        return None
    for child in meta.children:
        dataset = [a.text for a in child.attributes if a.name == "dataset"]
        if child.name == "entity" and dataset:
            label = rules.get(Ref(f"/{data.name}/meta/entity/label"))
            saved = {
                bind.save_to: bind.ref.rpartition("/")[2]
                for bind in rules.values()
                if bind.save_to
            }
            return EntityDecl(dataset[0], label.calculate if label else "", saved)
    return None
