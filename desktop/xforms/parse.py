"""XForm bytes to a Definition."""

from collections.abc import Iterator
from dataclasses import replace

from desktop.errors import Refused
from desktop.xforms import xml
from desktop.xforms.definition import (
    NO_TEXT,
    Bind,
    Definition,
    Group,
    InstanceRef,
    Item,
    Question,
    Ref,
    Repeat,
    SetValue,
)
from desktop.xforms.kinds import uncontrolled
from desktop.xforms.parse_body import Body, question
from desktop.xforms.parse_model import (
    action,
    binds,
    entity,
    ids,
    primary,
    secondary,
)
from desktop.xforms.parse_text import read_itext
from desktop.xforms.tree import ELEMENT, Node


def parse(xform: bytes) -> Definition:
    """The form that an XForm describes; Refused where it is none."""
    head, body = _halves(xml.read(xform))
    model = xml.child(head, "model")
    if model is None:
        raise Refused("form.no_model")
    _refuse_encrypted(model)
    data = primary(model)
    template = xml.bare(data)
    root = Ref(f"/{template.name}")
    itext = read_itext(model)
    rules = binds(model, itext, root)
    named = ids(model, root)
    reading = Body(rules, named, itext, root)
    items = reading.items(body, root) if body is not None else ()
    title = xml.child(head, "title")
    whole = _completed(items, template, rules)
    return Definition(
        form_id=data.get("id") or xml.split(str(data.tag))[0] or template.name,
        version=data.get("version") or xml.attribute(data, "version", xml.ODK),
        title=(title.text or "").strip() if title is not None else "",
        root=Group(root, template.name, children=whole),
        binds=rules,
        questions=tuple(_questions(whole)),
        instances=_instances(secondary(model), reading.lists),
        entity=entity(template, rules),
        languages=itext.languages,
        default_language=itext.default,
        template=template,
        texts=itext.texts,
        actions=(*_actions(model, root, named), *reading.actions),
    )


def _instances(
    declared: tuple[InstanceRef, ...], searched: list[str]
) -> tuple[InstanceRef, ...]:
    """search() reads a CSV that the form does not declare."""
    known = {one.id for one in declared}
    names = [name for name in dict.fromkeys(searched) if name not in known]
    more = [InstanceRef(name, f"jr://file-csv/{name}.csv") for name in names]
    return (*declared, *more)


def _halves(html: xml.Element) -> tuple[xml.Element, xml.Element | None]:
    head = xml.child(html, "head")
    if head is None:
        raise Refused("form.no_model")
    return head, xml.child(html, "body")


def _refuse_encrypted(model: xml.Element) -> None:
    submission = xml.child(model, "submission")
    if submission is not None and submission.get("base64RsaPublicKey"):
        raise Refused("form.encrypted")


def _actions(model: xml.Element, root: Ref, named: dict[str, Ref]) -> list[SetValue]:
    found = [action(part, root, named) for part in xml.children(model, "setvalue")]
    return [one for one in found if one is not None]


def _questions(items: tuple[Item, ...]) -> Iterator[Question]:
    for item in items:
        if isinstance(item, Question):
            yield item
        else:
            yield from _questions(item.children)


# what the body leaves out stands beside its neighbours in the model


def _completed(
    items: tuple[Item, ...], template: Node, rules: dict[Ref, Bind]
) -> tuple[Item, ...]:
    asked = set(_refs(items))
    return _filled(items, template, Ref(f"/{template.name}"), asked, rules)


def _refs(items: tuple[Item, ...]) -> Iterator[Ref]:
    for item in items:
        yield item.ref
        if not isinstance(item, Question):
            yield from _refs(item.children)


def _filled(
    items: tuple[Item, ...],
    node: Node,
    ref: Ref,
    asked: set[Ref],
    rules: dict[Ref, Bind],
) -> tuple[Item, ...]:
    """``items`` with the hidden children of ``node`` put in."""
    places: dict[Ref, int] = {}
    for place, item in enumerate(items, 1):
        for inner in _refs((item,)):
            places.setdefault(inner, place)
    before: list[list[Item]] = [[] for _ in range(len(items) + 1)]
    at = 0
    for name, child in _children(node).items():
        child_ref = Ref(f"{ref}/{name}")
        if child_ref not in asked:
            before[at].append(_unasked(child, child_ref, asked, rules))
        else:
            at = max(at, places.get(child_ref, 0))
    found = before[0]
    for item, hidden in zip(items, before[1:], strict=True):
        found += [_deeper(item, node, ref, asked, rules), *hidden]
    return tuple(found)


def _children(node: Node) -> dict[str, Node]:
    """Element children by name; of a repeat, its first."""
    found: dict[str, Node] = {}
    for child in node.children:
        if child.kind == ELEMENT:
            found.setdefault(child.name, child)
    return found


def _deeper(
    item: Item, node: Node, ref: Ref, asked: set[Ref], rules: dict[Ref, Bind]
) -> Item:
    if isinstance(item, Question):
        return item
    if "#" in item.ref:  # a group for the eye only
        inner = tuple(_deeper(i, node, ref, asked, rules) for i in item.children)
        return replace(item, children=inner)
    found = _descend(node, ref, item.ref)
    if found is None:
        return item
    children = _filled(item.children, found, item.ref, asked, rules)
    return replace(item, children=children)


def _descend(node: Node, ref: Ref, wanted: Ref) -> Node | None:
    if not wanted.startswith(ref):
        return None
    for name in wanted[len(ref) :].split("/")[1:]:
        found = next(iter(node.likes(name)), None)
        if found is None:
            return None
        node = found
    return node


def _unasked(
    node: Node, ref: Ref, asked: set[Ref], rules: dict[Ref, Bind]
) -> Question | Group | Repeat:
    if any(child.kind == ELEMENT for child in node.children):
        children = _filled((), node, ref, asked, rules)
        return Group(ref, node.name, children=children)
    bind = rules.get(ref) or Bind(ref)
    return question(
        bind,
        uncontrolled(bind),
        NO_TEXT,
        NO_TEXT,
        guidance_text=NO_TEXT,
        attributes={},
    )
