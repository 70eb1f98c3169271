"""The algorithms that count; everything else is refused."""

from cryptography.hazmat.primitives.asymmetric import ec, rsa

CURVES = (ec.SECP256R1, ec.SECP384R1)
LEAST_RSA_BITS = 2048  # national tokens


def is_allowed(public: object) -> bool:
    """Whether a desk may sign with this key."""
    if isinstance(public, ec.EllipticCurvePublicKey):
        return isinstance(public.curve, CURVES)
    return isinstance(public, rsa.RSAPublicKey) and public.key_size >= LEAST_RSA_BITS
