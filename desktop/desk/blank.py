"""Forms that the desk itself answers: a model's first point, a closed period."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.desk.core import Core
from desktop.ledger.canonical import Data
from desktop.store.connection import Connection
from desktop.xforms.engine import Form, Instance, open_instance


@dataclass(frozen=True, slots=True)
class Blank:
    """A form nobody has answered yet."""

    form: Form
    opened: Callable[[Data], Instance]

    def filled(self, answers: Data) -> Data:
        """The form's data with these answers; null where nothing is said."""
        data = self.opened(answers).data(final=True)
        return data | {name: node for name, node in answers.items() if name in data}


def blank(core: Core, reader: Connection, form_id: str) -> Blank:
    """The blank of a form, with the lists it chooses from."""
    form = core.catalogue.form(form_id)

    def opened(data: Data) -> Instance:
        return open_instance(
            form,
            lambda name: core.catalogue.source(name, reader),
            core.clock,
            core.random,
            data,
        )

    return Blank(form, opened)
