"""From control, type and appearance to the kind of question."""

from desktop.xforms.definition import Bind, Kind

_BY_TYPE = {
    "int": Kind.INTEGER,
    "integer": Kind.INTEGER,
    "long": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "double": Kind.DECIMAL,
    "float": Kind.DECIMAL,
    "date": Kind.DATE,
    "time": Kind.TIME,
    "dateTime": Kind.DATETIME,
    "boolean": Kind.BOOLEAN,
    "binary": Kind.FILE,
}
_BY_CONTROL = {
    "select": Kind.SELECT_MULTIPLE,
    "select1": Kind.SELECT_ONE,
    "trigger": Kind.TRIGGER,
    "upload": Kind.FILE,
    "range": Kind.RANGE,
    "rank": Kind.RANK,
}


def kind_of(control: str, bind: Bind, appearance: frozenset[str]) -> Kind:
    """The kind of a question with a control."""
    if control in _BY_CONTROL:
        return _BY_CONTROL[control]
    found = _BY_TYPE.get(bind.type)
    if found is not None:
        return found
    if bind.readonly == "true()":
        return Kind.NOTE
    return Kind.MULTILINE if "multiline" in appearance else Kind.TEXT


def uncontrolled(bind: Bind) -> Kind:
    """The kind of a node nobody is asked for."""
    return Kind.CALCULATE if bind.calculate or bind.preload else Kind.HIDDEN
