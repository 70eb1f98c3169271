"""pyHanko's signer over any key of ours, wherever it lies."""

from typing import TYPE_CHECKING

from asn1crypto import algos, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from desktop.signing.certs import Certificate

if TYPE_CHECKING:
    from desktop.signing.keys import PrivateKey


class ByKey(Signer):
    """Signs with SHA-256 by the key's own algorithm."""

    def __init__(self, key: "PrivateKey", chain: tuple[Certificate, ...]) -> None:
        loaded = [x509.Certificate.load(one.der) for one in chain]
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(loaded[1:])
        curve = isinstance(key, ec.EllipticCurvePrivateKey)
        named = "sha256_ecdsa" if curve else "sha256_rsa"
        super().__init__(
            signing_cert=loaded[0],
            cert_registry=store,
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": named}),
            embed_roots=len(chain) == 1,
        )
        self._key = key

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,  # noqa: ARG002 - sha256, the only one
        dry_run: bool = False,  # noqa: ARG002, FBT001, FBT002 - pyHanko's signature
    ) -> bytes:
        """The bare signature over the signed attributes."""
        if isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(data, ec.ECDSA(hashes.SHA256()))
        return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
