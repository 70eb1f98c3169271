"""The key this desk signs with, and the one that has asked for a certificate."""

from base64 import b64decode, b64encode
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from desktop.desk import core as cores
from desktop.desk.core import Core
from desktop.signing import certs, keyring, keys, signers
from desktop.signing.certs import Certificate
from desktop.store import settings
from desktop.store.connection import Connection

if TYPE_CHECKING:
    from desktop.signing.keys import PrivateKey


def uri(reader: Connection) -> str:
    """Where the key in use lies."""
    return settings.get(reader, "signer") or signers.FIRST


def opened(core: Core, where: str) -> AbstractContextManager["PrivateKey"]:
    """The key behind a URI."""
    return signers.opened(where, signers.Ways(core.secret, core.pin))


def make(core: Core, reader: Connection) -> str:
    """A new key in a file beside the one in use; returns where it lies."""
    where = signers.next_file(uri(reader))
    name, made = where.removeprefix("file:"), keys.new_signing_key()
    keyring.put_secret(core.folder, core.key, name, made, core.random)
    return where


def publics(core: Core, reader: Connection) -> dict[bytes, str]:
    """Public half -> where the key lies; the key that asks comes last."""
    named = (cores.certificate(reader, name) for name in ("own", "self"))
    current = next(filter(None, named), None)
    if current is not None:
        found = {certs.certificate_key(current.der): uri(reader)}
    else:
        with opened(core, uri(reader)) as key:
            found = {keys.public_der(key): uri(reader)}
    asked = settings.get(reader, "request")
    if asked:
        _, _, public = certs.request_key(b64decode(asked))
        found[public] = settings.get(reader, "signer.next")
    return found


def use(writer: Connection, certificate: Certificate, where: str) -> None:
    """From the next bundle on this desk signs with this key."""
    had = cores.certificate(writer, "own")
    settings.put(writer, "certificate.own", b64encode(certificate.der).decode())
    settings.put(writer, "signer", where)
    answered = had is None or had.sha256 != certificate.sha256
    if answered and where == settings.get(writer, "signer.next"):
        settings.put(writer, "signer.next", "")
        settings.put(writer, "request", "")
    code = keys.check_code(certs.certificate_key(certificate.der))
    settings.put(writer, "check_code", code)
