"""From the entry's nodes to cards with fields."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.gui.form import kept
from desktop.gui.form.field import Field
from desktop.gui.form.kinds import CONTROLS, Asked, make
from desktop.gui.form.outline import Block, Section, sections, tree
from desktop.gui.form.rows import AddRow, RowHead
from desktop.gui.form.sheet import Sheet
from desktop.gui.parts.label import Label
from desktop.gui.words import say
from desktop.xforms.choices import Choice
from desktop.xforms.definition import Ref
from desktop.xforms.instance import NodeState

if TYPE_CHECKING:
    from desktop.desk.entry import Entry


class Builder:
    """Makes the cards of one entry."""

    def __init__(
        self,
        entry: "Entry",
        today: Callable[[], date],
        parent: QWidget,
        *,
        unfolded: bool,
    ) -> None:
        self._entry = entry
        self._today = today
        self._parent = parent
        self._unfolded = unfolded
        self._row = ""  # the id of the row that is being built
        self._kept = entry.kept()
        self._beside = kept.beside(self._kept)

    def sheets(self) -> list[Sheet]:
        """One card per section, in form order; last, what the form does not ask."""
        items = self._entry.form.definition.root.children
        made = [self._sheet(s) for s in sections(tree(items, self._entry.nodes()))]
        return [*made, kept.sheet(self._kept, self._parent)] if self._kept else made

    def _sheet(self, section: Section) -> Sheet:
        sheet = Sheet(section.title, self._parent, fold=section.more)
        for block in section.blocks:
            self._add(sheet, block)
        node = section.node
        sheet.asked = node is None or node.repeat is None or node.relevant
        if section.more and self._unfolded:
            sheet.unfold()
        return sheet

    def _add(self, sheet: Sheet, block: Block) -> None:
        node = block.node
        if node.question is not None:
            sheet.add(self._field(sheet, node))
        elif node.repeat is not None:
            self._rows(sheet, block)
        else:
            self._heading(sheet, node)
            for inner in block.inside:
                self._add(sheet, inner)

    def _heading(self, sheet: Sheet, node: NodeState) -> None:
        if node.label:
            sheet.add(Label(node.label, bold=True, parent=sheet.card))

    def _rows(self, sheet: Sheet, block: Block) -> None:
        fixed = bool(block.node.repeat and block.node.repeat.fixed)
        for place, row in enumerate(block.inside, 1):
            code = self._entry.instance.code(row.node.ref)
            title = self._title(code) if code else say("gui.form.row", number=place)
            head = RowHead(row.node, title, sheet, removable=not fixed)
            sheet.add(head)
            above, self._row = self._row, row.node.row
            for inner in row.inside:
                if inner.node.ref != code:
                    self._add(sheet, inner)
            self._row = above
        if not fixed:
            sheet.add(AddRow(block.node.ref, block.node.label, sheet))

    def _title(self, code: Ref) -> str:
        """What a row's code means."""
        value = self._entry.instance.node(code).value
        found = (c for c in self._entry.choices(code) if c.value == value)
        choice = next(found, Choice(value, value))
        label = choice.label
        return say("gui.form.row_retired", label=label) if choice.retired else label

    def _field(self, sheet: Sheet, node: NodeState) -> Field:
        choices = self._choices(node.ref)
        question = node.question
        control = None
        if question is not None and question.kind in CONTROLS:
            control = make(Asked(question, choices, self._today, sheet.card))
        field = Field(node, control, sheet.card, self._row)
        field.show_node(node, choices)
        if node.ref in self._beside:
            field.show_old(self._beside[node.ref])
        return field

    def _choices(self, ref: Ref) -> Callable[[], Sequence[Choice]]:
        return lambda: self._entry.choices(ref)
