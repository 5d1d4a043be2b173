"""What each exchange wants signed, and whether a request is signed so.

A rule is held against the client's own requests as well, so that it is theirs, and not only what
this runner believes.
"""

import base64
import json

import jwt_check


def binance(request, client, keys):
    text = request.query or request.body
    payload, _, signature = text.rpartition("&signature=")
    return signature, client.mac(payload, keys["secret"].encode(), "hex")


def aster(request, client, keys):
    text = request.query or request.body
    payload, _, signature = text.rpartition("&signature=")
    exchange = client.exchange
    domain = {"name": "AsterSignTransaction", "version": "1", "chainId": 1666,
              "verifyingContract": "0x" + "0" * 40}
    kinds = {"Message": [{"name": "msg", "type": "string"}]}
    message = exchange.eth_encode_structured_data(domain, kinds, {"msg": payload})
    # Capital letters mean nothing in it.
    return signature.lower(), exchange.sign_message(message, keys["secret"]).lower()


def bybit(request, client, keys):
    head = request.headers
    payload = (head["x-bapi-timestamp"] + head["x-bapi-api-key"] + head["x-bapi-recv-window"]
               + (request.body or request.query))
    return head["x-bapi-sign"], client.mac(payload, keys["secret"].encode(), "hex")


def okx(request, client, keys):
    head = request.headers
    payload = head["ok-access-timestamp"] + request.method + request.target + request.body
    return head["ok-access-sign"], client.mac(payload, keys["secret"].encode(), "base64")


def kucoin(request, client, keys):
    head = request.headers
    payload = head["kc-api-timestamp"] + request.method + request.target + request.body
    return head["kc-api-sign"], client.mac(payload, keys["secret"].encode(), "base64")


def coinbase_exchange(request, client, keys):
    head = request.headers
    payload = head["cb-access-timestamp"] + request.method + request.target + request.body
    secret = base64.b64decode(keys["secret"])
    return head["cb-access-sign"], client.mac(payload, secret, "base64")


def coinbase(request, client, keys):
    """Such a signature is another one each time; whose it is can be told by the public key."""
    token = request.headers["authorization"].removeprefix("Bearer ")
    return jwt_check.is_signed(token, keys["secret"]), True


RULES = {
    "binance": binance, "binance-futures": binance, "aster": aster, "bybit": bybit, "okx": okx,
    "kucoin": kucoin, "kucoin-futures": kucoin, "coinbase": coinbase,
    "coinbase-exchange": coinbase_exchange,
}

# Whether a request is signed is told by what carries the signature.
CARRIERS = ["x-bapi-sign", "ok-access-sign", "kc-api-sign", "cb-access-sign", "authorization"]


def is_signed(request):
    return (any(name in request.headers for name in CARRIERS)
            or "&signature=" in request.query + request.body)


def problem(venue, request, client, keys):
    """What is wrong with the signature of a request; None where nothing is."""
    shown, made = RULES[venue](request, client, keys)
    return None if shown == made else f"the signature is {shown}, and made anew it is {made}"


def claims(venue, request):
    """What a token of the request says, as names and values to be compared."""
    if venue != "coinbase" or "authorization" not in request.headers:
        return {}
    token = request.headers["authorization"].removeprefix("Bearer ")
    head, body = (json.loads(jwt_check.decoded(part)) for part in token.split(".")[:2])
    head.pop("nonce", None)
    return {**{f"token {k}": v for k, v in head.items()},
            **{f"token {k}": v for k, v in body.items()}}
