"""Reading an untrusted object key by key, each with its shape."""

import re
from base64 import b64decode
from datetime import datetime

from desktop.errors import Refused
from desktop.ledger.canonical import Data, Json

HASH = re.compile(r"[0-9a-f]{64}")
HEX32 = re.compile(r"[0-9a-f]{32}")
UNIT = re.compile(r"[0-9]{2}|[0-9]{3}|[0-9]{5}")
DEVICE = re.compile(r"[A-Z0-9]{4,16}")
FORM = re.compile(r"[a-z][a-z0-9_]{0,39}@[A-Za-z0-9._-]{1,40}")
NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
ANY_TEXT = re.compile(r".*", re.DOTALL)
OPEN_PREFIX = "x_"  # keys a later version may add without a new version number

_MISSING: Data = {}  # told apart from any value by identity


def is_moment(text: str) -> bool:
    """Whether a text is a moment with its zone (ISO 8601)."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


class Fields:
    """One object of a line or header; every key must be asked for."""

    def __init__(self, value: Json, where: str) -> None:
        if not isinstance(value, dict):
            raise Refused("field.shape", key=where)
        self._left = dict(value)
        self._where = where

    def text(self, key: str, shape: re.Pattern[str] = ANY_TEXT) -> str:
        value = self._left.pop(key, _MISSING)
        if isinstance(value, str) and shape.fullmatch(value):
            return value
        fault = "field.missing" if value is _MISSING else "field.shape"
        raise Refused(fault, key=self._name(key))

    def number(self, key: str, least: int = 0) -> int:
        value = self._take(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise Refused("field.shape", key=self._name(key))
        return value

    def flag(self, key: str) -> bool:
        value = self._take(key)
        if not isinstance(value, bool):
            raise Refused("field.shape", key=self._name(key))
        return value

    def moment(self, key: str) -> str:
        value = self.text(key)
        if not is_moment(value):
            raise Refused("field.shape", key=self._name(key))
        return value

    def base64(self, key: str) -> bytes:
        """The bytes that a text stands for."""
        try:
            return b64decode(self.text(key), validate=True)
        except ValueError as error:
            raise Refused("field.shape", key=self._name(key)) from error

    def items(self, key: str) -> list[Json]:
        value = self._take(key)
        if not isinstance(value, list):
            raise Refused("field.shape", key=self._name(key))
        return value

    def object(self, key: str) -> Data:
        value = self._take(key)
        if not isinstance(value, dict):
            raise Refused("field.shape", key=self._name(key))
        return value

    def inner(self, key: str) -> "Fields":
        return Fields(self._take(key), self._name(key))

    def inners(self, key: str) -> "list[Fields]":
        return [Fields(item, self._name(key)) for item in self.items(key)]

    def has(self, key: str) -> bool:
        return key in self._left

    def close(self) -> None:
        """Refuse keys nobody asked for, but those of a later version."""
        for key in self._left:
            if not key.startswith(OPEN_PREFIX):
                raise Refused("field.unknown", key=self._name(key))

    def _take(self, key: str) -> Json:
        if key not in self._left:
            raise Refused("field.missing", key=self._name(key))
        return self._left.pop(key)

    def _name(self, key: str) -> str:
        return (
            f"{self._where}.{key}" if key.isascii() and len(key) < 64 else self._where
        )
