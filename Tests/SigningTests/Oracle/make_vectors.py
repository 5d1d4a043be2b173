#!/usr/bin/env python3
"""Makes Tests/Fixtures/Signing/vectors.json with other programs' arithmetic.

Run it with the packages of requirements.txt at hand; nothing else needs them:

    python3 -m venv .cache/vectors && .cache/vectors/bin/pip install -r requirements.txt
    .cache/vectors/bin/python make_vectors.py

The keys are made for this file and guard nothing. Some are random, so each run writes others.
"""

import base64
import hashlib
import hmac
import json
import random
from pathlib import Path

from Crypto.Hash import keccak
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, padding, rsa, utils, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_keys import keys
from eth_utils import to_checksum_address

chance = random.Random(20261121)


def some(count):
    return chance.randbytes(count)


def number(text):
    return int.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), "big")


def pem(key, form=serialization.PrivateFormat.PKCS8, password=None):
    encryption = (
        serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    )
    return key.private_bytes(serialization.Encoding.PEM, form, encryption).decode()


def public_pem(key):
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()


def hmac_cases():
    for length in (0, 1, 31, 32, 63, 64, 65, 127, 128, 129, 300):
        key, message = some(length) if length else some(16), some(length * 3 % 257)
        yield {
            "key": key.hex(), "message": message.hex(),
            "sha256": hmac.new(key, message, hashlib.sha256).hexdigest(),
            "sha512": hmac.new(key, message, hashlib.sha512).hexdigest(),
        }


def hash_cases():
    for length in [*range(0, 12), *range(130, 142), 271, 272, 273, 1000]:
        message = some(length)
        yield {
            "message": message.hex(),
            "keccak256": keccak.new(digest_bits=256, data=message).hexdigest(),
            "sha3_256": hashlib.sha3_256(message).hexdigest(),
            "sha512": hashlib.sha512(message).hexdigest(),
        }


def ed25519_cases():
    for length in (0, 1, 64, 200):
        seed, message = some(32), some(length)
        key = ed25519.Ed25519PrivateKey.from_private_bytes(seed)
        yield {
            "seed": seed.hex(), "public": key.public_key().public_bytes_raw().hex(),
            "pem": pem(key), "message": message.hex(), "signature": key.sign(message).hex(),
        }


def p256_cases():
    for length in (0, 200):
        key = ec.derive_private_key(int.from_bytes(some(31), "big") + 1, ec.SECP256R1())
        message = some(length)
        signature = key.sign(message, ec.ECDSA(hashes.SHA256()))
        r, s = utils.decode_dss_signature(signature)
        yield {
            "pkcs8": pem(key), "sec1": pem(key, serialization.PrivateFormat.TraditionalOpenSSL),
            "message": message.hex(), "signature": signature.hex(),
            "fixed": (r.to_bytes(32, "big") + s.to_bytes(32, "big")).hex(),
        }


def rsa_key():
    """The key of RFC 7515, appendix A.2."""
    n = number(
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4"
        "d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5re"
        "xMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxX"
        "FvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ")
    p = number(
        "4BzEEOtIpmVdVEZNCqS7baC4crd0pqnRH_5IB3jw3bcxGn6QLvnEtfdUdiYrqBdss1l58BQ3KhooKeQTa9AB0Hw_Py5P"
        "JdTJNPY8cQn7ouZ2KKDcmnPGBY5t7yLc1QlQ5xHdwW1VhvKn-nXqhJTBgIPgtldC-KDV5z-y2XDwGUc")
    assert n % p == 0
    q, e = n // p, 65537
    d = number(
        "Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-7YwVol2NXO"
        "oAJe46sui395IW_GO-pWJ1O0BkTGoVEn2bKVRUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzjkn439X0M_V51"
        "gfpRLI9JYanrC4D4qAdGcopV_0ZHHzQlBjudU2QvXt4ehNYTCBr6XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl_x_jTj3c"
        "cPDVZFD9pIuhLhBOneufuBiB4cS98l2SR_RQyGWSeWjnczT0QU91p1DhOVRuOopznQ")
    return rsa.RSAPrivateNumbers(
        p, q, d, d % (p - 1), d % (q - 1), rsa.rsa_crt_iqmp(p, q), rsa.RSAPublicNumbers(e, n)
    ).private_key()


def rsa_cases():
    key = rsa_key()
    for length in (0, 200):
        message = some(length)
        yield {
            "pkcs8": pem(key), "pkcs1": pem(key, serialization.PrivateFormat.TraditionalOpenSSL),
            "message": message.hex(),
            "signature": key.sign(message, padding.PKCS1v15(), hashes.SHA256()).hex(),
        }


def published_keys():
    """Keys that RFCs print as numbers, as PEM."""
    jws = number("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI")
    deterministic = 0xC9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721
    return {
        "rfc6979_a_2_5": pem(ec.derive_private_key(deterministic, ec.SECP256R1())),
        "rfc7515_a_2": pem(rsa_key()),
        "rfc7515_a_3": pem(ec.derive_private_key(jws, ec.SECP256R1())),
    }


def refused_keys():
    """PEM texts that are no keys for us, by what is wrong with them."""
    key = ed25519.Ed25519PrivateKey.from_private_bytes(some(32))
    curve = ec.derive_private_key(12345, ec.SECP256R1())
    other = ec.derive_private_key(54321, ec.SECP256R1())
    own, foreign = (
        one.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
        for one in (curve, other))
    der = curve.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    assert own in der
    mixed = base64.encodebytes(der.replace(own, foreign)).decode()
    return {
        "encrypted": [
            pem(key, password=b"secret"),
            pem(curve, serialization.PrivateFormat.TraditionalOpenSSL, b"secret")],
        "public": [public_pem(key), public_pem(curve)],
        "openssh": [pem(key, serialization.PrivateFormat.OpenSSH)],
        "curve": [
            pem(ec.derive_private_key(12345, ec.SECP256K1())),
            pem(ec.derive_private_key(12345, ec.SECP384R1()))],
        "kind": [
            pem(x25519.X25519PrivateKey.from_private_bytes(some(32))),
            pem(dsa.generate_private_key(2048))],
        "short_rsa": [pem(rsa.generate_private_key(65537, 1024))],
        "mixed": ["-----BEGIN PRIVATE KEY-----\n" + mixed + "-----END PRIVATE KEY-----\n"],
    }


def ethereum_cases():
    for _ in range(8):
        secret, digest = some(32), some(32)
        key = keys.PrivateKey(secret)
        signature = key.sign_msg_hash(digest)
        yield {
            "secret": secret.hex(), "address": to_checksum_address(key.public_key.to_address()),
            "digest": digest.hex(), "r": f"{signature.r:064x}", "s": f"{signature.s:064x}",
            "v": signature.v + 27,
        }


def typed_cases():
    """Messages of AsterDEX, and agents of Hyperliquid."""
    def case(kind, domain, types, message):
        data = encode_typed_data(domain, types, message)
        signed = Account.sign_message(data, secret)
        return {
            "kind": kind, "secret": secret.hex(), "name": domain["name"],
            "chain": domain["chainId"], "message": message,
            "digest": keccak.new(
                digest_bits=256, data=b"\x19" + data.version + data.header + data.body).hexdigest(),
            "signature": signed.signature.hex(),
        }

    zero = "0x" + "00" * 20
    for text in ("", "a=1", "symbol=BTCUSDT&side=BUY&nonce=1748310859508867&x=%E5%AF%BF", "ü€" * 90):
        secret = some(32)
        yield case(
            "message",
            {"name": "AsterSignTransaction", "version": "1", "chainId": 714,
             "verifyingContract": zero},
            {"Message": [{"name": "msg", "type": "string"}]}, {"msg": text})
    for source in ("a", "b"):
        secret = some(32)
        one = case(
            "agent",
            {"name": "Exchange", "version": "1", "chainId": 1337, "verifyingContract": zero},
            {"Agent": [{"name": "source", "type": "string"},
                       {"name": "connectionId", "type": "bytes32"}]},
            {"source": source, "connectionId": (connection := some(32))})
        one["message"] = {"source": source, "connectionId": connection.hex()}
        yield one


def sealed_cases():
    for exponent, r, p, length in ((4, 8, 1, 0), (10, 8, 1, 1), (12, 4, 3, 500)):
        password, salt, nonce, content = some(12).hex(), some(32), some(12), some(length)
        header = b"tradectl" + bytes([1, exponent, r, p]) + salt + nonce
        key = hashlib.scrypt(
            password.encode(), salt=salt, n=2**exponent, r=r, p=p, dklen=32, maxmem=2**28)
        yield {
            "passphrase": password, "content": content.hex(), "exponent": exponent, "r": r, "p": p,
            "salt": (salt + nonce).hex(),
            "sealed": (header + AESGCM(key).encrypt(nonce, content, header)).hex(),
        }


vectors = {
    "hmac": list(hmac_cases()), "hash": list(hash_cases()), "ed25519": list(ed25519_cases()),
    "p256": list(p256_cases()), "rsa": list(rsa_cases()), "published": published_keys(),
    "refused": refused_keys(), "ethereum": list(ethereum_cases()), "typed": list(typed_cases()),
    "sealed": list(sealed_cases()),
}
place = Path(__file__).resolve().parents[2] / "Fixtures/Signing/vectors.json"
place.write_text(json.dumps(vectors, indent=1, ensure_ascii=False) + "\n")
print(place)
