"""The key a desk signs with, by URI: the scheme says where it lies."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.errors import Usage
from desktop.signing.keys import load_key

if TYPE_CHECKING:
    from desktop.signing.keys import PrivateKey

FIRST = "file:signing"  # the key that a new desk is founded with
_TURNS = (FIRST, "file:signing.b")  # a new key never replaces the one in use


@dataclass(frozen=True, slots=True)
class Ways:
    """How to come by what a scheme needs."""

    secret: Callable[[str], bytes]  # a sealed secret by its name
    pin: Callable[[], str]  # asked at most once for each opening


def opened(uri: str, ways: Ways) -> AbstractContextManager["PrivateKey"]:
    """The private key behind a URI, for as long as it is needed.

    Environment where it cannot be reached.
    """
    scheme, _, rest = uri.partition(":")
    opener = _SCHEMES.get(scheme)
    if opener is None:
        raise Usage("signer.scheme", known=", ".join(f"{name}:" for name in _SCHEMES))
    return opener(rest, ways)


def next_file(uri: str) -> str:
    """Where the key after this one lies."""
    return _TURNS[1] if uri == _TURNS[0] else _TURNS[0]


def _from_file(name: str, ways: Ways) -> AbstractContextManager["PrivateKey"]:
    return nullcontext(load_key(ways.secret(name)))


def _from_token(rest: str, ways: Ways) -> AbstractContextManager["PrivateKey"]:
    from desktop.signing import token

    return token.open_key(token.read_uri(rest), ways.pin)


_SCHEMES: Mapping[str, Callable[[str, Ways], AbstractContextManager["PrivateKey"]]] = {
    "file": _from_file,
    "pkcs11": _from_token,
}
