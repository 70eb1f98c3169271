"""The functions; importing this package fills the table."""

from desktop.xforms.xpath.functions import (
    choosing,
    core,
    dates,
    encodings,
    forms,
    geo,
    logic,
    maths,
    texts,
)

__all__ = [
    "choosing", "core", "dates", "encodings", "forms", "geo", "logic", "maths", "texts",
]  # fmt: skip
