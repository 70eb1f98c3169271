"""A training province: real root, issuer, desks, made anew for each run."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from desktop.signing import certs, keys
from desktop.signing.trust import Trust

NOW = datetime.now(UTC).replace(microsecond=0)


class Chance:
    def bytes(self, count):
        return os.urandom(count)


CHANCE = Chance()


@dataclass(frozen=True)
class Province:
    root_key: bytes
    root: certs.Certificate
    issuer_key: bytes
    issuer: certs.Certificate

    def trust(self, now=NOW, **more):
        return Trust((self.root.der,), now, **more)

    def desk(self, unit="20854", device="7K2M", at=NOW):
        key = keys.new_signing_key()
        request = certs.make_request(unit, device, key)
        return key, certs.issue(request, self.issuer, self.issuer_key, at, CHANCE)


def make_province(unit="48", at=NOW - timedelta(days=2)):
    root_key, issuer_key = keys.new_signing_key(), keys.new_signing_key()
    root = certs.make_root(unit, root_key, at, CHANCE)
    issuer = certs.make_issuer(root, root_key, issuer_key, at, CHANCE)
    return Province(root_key, root, issuer_key, issuer)


@cache
def province():
    return make_province()


@cache
def other_province():
    """The same names, other keys."""
    return make_province()
