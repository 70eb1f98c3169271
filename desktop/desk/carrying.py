"""Finishing a carried total: refused where records tell of the same already."""

from collections.abc import Mapping
from decimal import Decimal

from desktop.desk.carried import may_carry
from desktop.desk.packs import Pack
from desktop.ledger.canonical import Json
from desktop.ledger.ids import form_id_of
from desktop.ledger.revision import Content, Finished, Op
from desktop.store.carried import CARRIED, CarriedRow
from desktop.store.connection import Connection


def check(pack: Pack, reader: Connection, done: Finished) -> None:
    """Refuse contents that would count once more what records count."""
    for content in done.contents:
        if content.op is Op.PUT and form_id_of(content.form) == CARRIED:
            row = _row(content, content.data)
            if row.code:
                may_carry(pack, reader, row)


def _row(content: Content, data: Mapping[str, Json]) -> CarriedRow:
    def said(name: str) -> str:
        return str(data.get(name) or "")

    return CarriedRow(
        content.record,
        content.unit,
        said("organisation"),
        said("figure_code"),
        said("period_from"),
        said("period_to"),
        Decimal(said("numerator") or 0),
        Decimal(said("denominator")) if said("denominator") else None,
        "",
    )
