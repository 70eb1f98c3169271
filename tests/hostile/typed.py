"""The questions of a form that are typed freely."""

from desktop.xforms.definition import Group, Kind, Question

TYPED = (Kind.TEXT, Kind.MULTILINE)


def typed(definition):
    """The text questions that stand in no repeat."""
    asked = outside_rows(definition.root.children)
    return [question for question in asked if question.kind in TYPED]


def outside_rows(items):
    for item in items:
        if isinstance(item, Group):
            yield from outside_rows(item.children)
        elif isinstance(item, Question):
            yield item
