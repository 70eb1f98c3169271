"""What is worked out only when it is looked at: texts and choices."""

from collections.abc import Iterator

from desktop.xforms.definition import NO_TEXT, Itemset, Output, Question, Text
from desktop.xforms.model import Model

_OWN_EXPRESSIONS = ("warning", "reason", "missing")


def expressions(model: Model) -> Iterator[str]:
    """The expressions in a node's texts, choices and checks."""
    bind, item = model.bind, model.item
    texts = [bind.constraint_message, bind.required_message]
    if item is not None:
        texts.append(item.label_text)
    if isinstance(item, Question):
        texts += [item.hint_text, item.guidance_text]
        if isinstance(item.choices, Itemset):
            yield item.choices.nodeset
        else:
            texts += [choice.label for choice in item.choices]
    for text in texts:
        if text is not NO_TEXT:
            yield from _outputs(text)
    own = [bind.columns.get(name) for name in _OWN_EXPRESSIONS]
    yield from (rule for rule in (bind.constraint, *own) if rule)


def of_choices(model: Model) -> Iterator[str]:
    """What is read of each item of a list."""
    item = model.item
    if isinstance(item, Question) and isinstance(item.choices, Itemset):
        yield from (one for one in (item.choices.value, item.choices.label) if one)


def _outputs(text: Text) -> Iterator[str]:
    if text.key:
        yield text.key
    for parts in text.words.values():
        if len(parts) == 1 and isinstance(parts[0], str):  # nearly all
            continue
        filled = [part.expression for part in parts if isinstance(part, Output)]
        yield from filter(None, filled)  # an empty <output/> says nothing
