"""A key on a token (PKCS 11). It never leaves it, and one wrong PIN is one try."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import unquote

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from desktop.errors import Environment, Fault, Usage

if TYPE_CHECKING:
    from desktop.signing.keys import PrivateKey


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key lies: the parts of RFC 7512 that we read."""

    module: str
    token: str
    key: str


def read_uri(rest: str) -> Place:
    """``token=…;object=…?module-path=…``; a PIN has no place in it."""
    path, _, query = rest.partition("?")
    parts = [part.partition("=") for part in [*path.split(";"), *query.split("&")]]
    said = {name: unquote(value) for name, _, value in parts}
    if set(said) != {"token", "object", "module-path"} or not all(said.values()):
        raise Usage("token.uri")
    return Place(said["module-path"], said["token"], said["object"])


@contextmanager
def open_key(place: Place, pin: Callable[[], str]) -> Iterator["PrivateKey"]:
    """The key, after one log-in; what went wrong is told and never tried again."""
    try:
        import pkcs11
    except ImportError as error:
        raise Environment("token.no_extra") from error
    try:
        token = pkcs11.lib(place.module).get_token(token_label=place.token)
    except (RuntimeError, pkcs11.PKCS11Error) as error:
        raise Environment("token.missing", token=place.token) from error
    said = pin()
    try:
        session = token.open(user_pin=said)
    except pkcs11.PKCS11Error as error:
        raise Environment(_why(pkcs11, error)) from None  # the PIN stays out of it
    with session:
        yield _find(pkcs11, session, place)


def _find(pkcs11: Any, session: Any, place: Place) -> "PrivateKey":  # noqa: ANN401 - an untyped library
    named = pkcs11.ObjectClass
    try:
        private = session.get_key(named.PRIVATE_KEY, label=place.key)
        public = session.get_key(named.PUBLIC_KEY, label=place.key)
    except pkcs11.PKCS11Error as error:
        raise Environment("token.no_key", token=place.token) from error
    return _key(pkcs11, private, public)


def _why(pkcs11: Any, error: Exception) -> str:  # noqa: ANN401 - as above
    wrong = (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange)
    if isinstance(error, wrong):
        return "token.pin"
    return "token.locked" if isinstance(error, pkcs11.PinLocked) else "token.refused"


def _key(pkcs11: Any, private: Any, public: Any) -> "PrivateKey":  # noqa: ANN401 - as above
    """What our certificates and signatures ask of a key, answered by the token."""
    if private.key_type == pkcs11.KeyType.EC:
        from pkcs11.util.ec import encode_ec_public_key as encode
        from pkcs11.util.ec import encode_ecdsa_signature

        def sign(content: bytes) -> bytes:
            raw = private.sign(_sha256(content), mechanism=pkcs11.Mechanism.ECDSA)
            found: bytes = encode_ecdsa_signature(raw)
            return found

        return EcOnToken(serialization.load_der_public_key(encode(public)), sign)
    if private.key_type == pkcs11.KeyType.RSA:
        from pkcs11.util.rsa import encode_rsa_public_key

        def sign_rsa(content: bytes) -> bytes:
            mechanism = pkcs11.Mechanism.SHA256_RSA_PKCS
            found: bytes = private.sign(content, mechanism=mechanism)
            return found

        spki = _rsa_spki(encode_rsa_public_key(public))
        return RsaOnToken(serialization.load_der_public_key(spki), sign_rsa)
    raise Environment("token.kind")


def _sha256(content: bytes) -> bytes:
    digest = hashes.Hash(hashes.SHA256())
    digest.update(content)
    return digest.finalize()


def _rsa_spki(pkcs1: bytes) -> bytes:
    from asn1crypto import keys

    wrapped = keys.PublicKeyInfo.wrap(keys.RSAPublicKey.load(pkcs1), "rsa")
    found: bytes = wrapped.dump()
    return found


class _OnToken:
    """Signs, and says its public half; all else stays on the token."""

    def __init__(self, public: Any, sign: Callable[[bytes], bytes]) -> None:  # noqa: ANN401
        self._public = public
        self._sign = sign

    def public_key(self) -> Any:  # noqa: ANN401 - EC or RSA, as the class says
        """The public half."""
        return self._public

    @property
    def key_size(self) -> int:
        """Bits."""
        size: int = self._public.key_size
        return size

    def sign(self, data: bytes, *_: object) -> bytes:
        """With SHA-256, as every signature of this program."""
        return self._sign(bytes(data))

    def _kept(self, *_: object) -> NoReturn:
        raise Fault("token.kept")

    private_numbers = private_bytes = exchange = decrypt = _kept

    def __copy__(self) -> "_OnToken":
        return self

    def __deepcopy__(self, _: Mapping[int, object]) -> "_OnToken":
        return self


class EcOnToken(_OnToken, ec.EllipticCurvePrivateKey):  # type: ignore[misc]  # SHA-256 alone
    """An EC key on a token."""

    @property
    def curve(self) -> ec.EllipticCurve:
        """Its curve."""
        found: ec.EllipticCurve = self._public.curve
        return found


class RsaOnToken(_OnToken, rsa.RSAPrivateKey):  # type: ignore[misc]  # as above
    """An RSA key on a token."""
