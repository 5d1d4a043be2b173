"""A request as it is on the wire, and what of it is compared."""

import json
import urllib.parse
from decimal import Decimal, InvalidOperation


class Request:
    def __init__(self, method, url, headers, body):
        self.method = method
        self.url = url
        self.headers = {name.lower(): value for name, value in (headers or {}).items()}
        self.body = body or ""
        parts = urllib.parse.urlsplit(url)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.path = parts.path
        self.query = parts.query
        self.target = parts.path + (f"?{parts.query}" if parts.query else "")

    @staticmethod
    def of_record(record, base):
        """Of a request record; `base` is the loopback exchange that it was meant for."""
        request = Request(record["method"], record["url"], record["headers"], record["body"])
        if base:
            request.origin = None
        return request

    @property
    def is_json(self):
        return self.body[:1] in ("{", "[")

    def parameters(self):
        """All names with their values, whether they are in the query, a form or a JSON body."""
        found = {name: value for name, value in pairs(self.query)}
        if self.is_json:
            flatten(json.loads(self.body, parse_float=Decimal, parse_int=Decimal), "", found)
        else:
            found.update(pairs(self.body))
        # A list in a form is one value as text, whose members stand in any order.
        for name, value in list(found.items()):
            if isinstance(value, str) and value[:2] == "[{":
                del found[name]
                flatten(json.loads(value, parse_float=Decimal, parse_int=Decimal), name, found)
        return found


def pairs(text):
    return urllib.parse.parse_qsl(text, keep_blank_values=True)


def flatten(value, name, found):
    """Members of members as `outer.inner`, items of lists as `outer.0`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            flatten(inner, f"{name}.{key}" if name else key, found)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            flatten(inner, f"{name}.{index}" if name else str(index), found)
    else:
        found[name] = value


def are_equal(ours, theirs):
    """Numbers by their value, exactly; anything else by its letters."""
    ours, theirs = text(ours), text(theirs)
    if ours == theirs:
        return True
    if ours.startswith("0x") and theirs.startswith("0x"):
        # Capital letters are a checksum in addresses, and nothing elsewhere.
        return ours.lower() == theirs.lower()
    try:
        return Decimal(ours) == Decimal(theirs)
    except InvalidOperation:
        return False


def text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
