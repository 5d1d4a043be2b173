"""Tokens that are signed with a P-256 key."""

import base64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils


def decoded(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def new_key():
    """A key of this run alone, as PEM text."""
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(serialization.Encoding.PEM,
                             serialization.PrivateFormat.TraditionalOpenSSL,
                             serialization.NoEncryption()).decode()


def is_signed(token, pem):
    """Whether a token was signed by a key, by its public half."""
    public = serialization.load_pem_private_key(pem.encode(), None).public_key()
    text, _, signature = token.rpartition(".")
    signature = decoded(signature)
    pair = utils.encode_dss_signature(int.from_bytes(signature[:32], "big"),
                                      int.from_bytes(signature[32:], "big"))
    try:
        public.verify(pair, text.encode(), ec.ECDSA(hashes.SHA256()))
        return True
    except InvalidSignature:
        return False
