#!/usr/bin/env python3
"""An HTTP server for tests: it answers as its script says, to the byte, and tells what it was asked.

    scripted_server.py [SCRIPT]

It listens on a free port of 127.0.0.1, which is the first line of its output. Each line on its
standard input is a command, answered by one line; where the input ends, so does the server.
Commands, each a JSON object:

    {"routes": {...}}       more routes, or others in place of those there were
    {"log": true}           all requests that were read whole, in order, and connections
    {"settle": true}        waits until the server has said, and closed, all that it wants to
    {"close_listener": true}    from here on connecting is refused

A script is a JSON object; all of it may be left out:

    routes          {"/path": REPLIES, "POST /path": REPLIES}; without the query; "*" is any other
    on_accept       what happens to connections, one after the other, the last for all that follow:
                    "serve" (the default), "reset", "close", "silent"
    certificate, key    files; what is said is encrypted then
    http2           answers to the requests of version 2, in order, the last for all that follow:
                    "ok", "ok and ping", "refuse" (RST_STREAM), "goaway", "close", "silent"; needs
                    a certificate
    proxy           what CONNECT is answered with: "pass" connects to this server's own port,
                    anything else is sent as it is

REPLIES is one reply or a list of them, one for each request, the last for all that follow. A reply
is an object that becomes an answer:

    status, headers, body      200, {}, ""; Content-Length is added
    gzip, chunked              the body packed, or in pieces of 7 bytes
    version                    "1.0" ends the connection and tells no length
    then                       "keep" (the default), "close", "reset"

or {"steps": [...]}, of which each is a text, sent byte for byte (Latin-1), or one of

    {"wait_ms": 20}  {"drip": "text", "ms": 5}  {"repeat": "text", "times": 9}
    {"repeat": "text"}      until the other side has enough
    {"zeros": 1000000}      so many zero bytes, packed as a gzip body with its head
    "\\u0000close"  "\\u0000reset"  "\\u0000silent"     how it ends
"""

import gzip
import json
import os
import signal
import socket
import ssl
import struct
import sys
import threading
import time
import zlib

SECONDS_MAX = 600
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


class Gone(Exception):
    """The connection is at its end."""


def latin(text):
    return text.encode("latin-1")


class Connection:
    """One connection: bytes in and out, and its ways to end."""

    def __init__(self, plain, number):
        self.plain = self.socket = plain
        self.number = number
        self.arrived = b""

    def encrypt(self, context):
        self.socket = context.wrap_socket(self.plain, server_side=True)

    def more(self):
        data = self.socket.recv(1 << 16)
        if not data:
            raise Gone
        self.arrived += data

    def until(self, end):
        while end not in self.arrived:
            self.more()
        head, _, self.arrived = self.arrived.partition(end)
        return head

    def exactly(self, count):
        while len(self.arrived) < count:
            self.more()
        data, self.arrived = self.arrived[:count], self.arrived[count:]
        return data

    def send(self, data):
        self.socket.sendall(data)

    def reset(self):
        self.plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()
        raise Gone

    def close(self):
        """Says goodbye first where there is encryption, as servers do."""
        if isinstance(self.socket, ssl.SSLSocket):
            try:
                self.socket.settimeout(0.2)
                self.socket.unwrap()
            except (OSError, ValueError):
                pass
        self.socket.close()

    def hold(self):
        """Says nothing until the other side has gone."""
        while self.socket.recv(1 << 16):
            pass
        raise Gone


class Request:
    def __init__(self, connection):
        lines = connection.until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        self.method, self.target, self.version = lines[0].split(" ")
        self.headers = [line.split(":", 1) for line in lines[1:]]
        self.headers = [[name, value.strip()] for name, value in self.headers]
        lengths = [int(v) for n, v in self.headers if n.lower() == "content-length"]
        self.body = connection.exactly(lengths[0] if lengths else 0)

    def entry(self, connection):
        return {"connection": connection.number, "at": time.monotonic(), "method": self.method, "target": self.target,
                "headers": self.headers, "body": self.body.decode("latin-1")}


def reply_bytes(reply):
    """What a reply of the simple form is on the wire."""
    body = latin(reply.get("body", ""))
    headers = dict(reply.get("headers", {}))
    if reply.get("gzip"):
        body = gzip.compress(body)
        headers["Content-Encoding"] = "gzip"
    version = reply.get("version", "1.1")
    if reply.get("chunked"):
        headers["Transfer-Encoding"] = "chunked"
        pieces = [body[i:i + 7] for i in range(0, len(body), 7)]
        body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
    elif version == "1.1":
        headers["Content-Length"] = len(body)
    head = f"HTTP/{version} {reply.get('status', 200)} As scripted\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return latin(head) + b"\r\n" + body


def zeros(count):
    """A gzip body of so many zero bytes, piece by piece."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(1 << 20)
    while count > 0:
        yield packer.compress(block[:count])
        count -= len(block)
    yield packer.flush()


class Server:
    def __init__(self, script):
        self.lock = threading.Condition()
        self.script = script
        self.routes = script.get("routes", {})
        self.log = []
        self.accepted = 0
        self.streams = 0
        # Requests that are being answered.
        self.busy = 0
        self.context = None
        if script.get("certificate"):
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(script["certificate"], script["key"])
            self.context.set_alpn_protocols(["h2"] if script.get("http2") else ["http/1.1"])
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.socket.listen(512)
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                plain, _ = self.socket.accept()
            except OSError:
                return
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self.lock:
                self.accepted += 1
                connection = Connection(plain, self.accepted)
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def nth(self, choices, number):
        if not isinstance(choices, list):
            return choices
        return choices[min(number, len(choices)) - 1]

    def serve(self, connection):
        try:
            what = self.nth(self.script.get("on_accept", "serve"), connection.number)
            if what == "reset":
                connection.reset()
            if what == "silent":
                connection.hold()
            if what == "serve":
                if self.context:
                    connection.encrypt(self.context)
                if self.script.get("http2"):
                    self.serve_version_2(connection)
                while self.answer(connection, Request(connection)):
                    pass
        except (OSError, ValueError, Gone):
            pass
        try:
            connection.close()
        except OSError:
            pass

    def answer(self, connection, request):
        """Answers a request; false ends the connection."""
        if request.method == "CONNECT":
            return self.tunnel(connection, request)
        with self.lock:
            self.log.append(request.entry(connection))
            reply = self.reply(request)
            self.busy += 1
        try:
            goes_on = self.say(connection, reply)
            if not goes_on:
                connection.close()
        finally:
            with self.lock:
                self.busy -= 1
                self.lock.notify_all()
        if reply.get("steps", [""])[-1] == "\0silent":
            connection.hold()
        return goes_on

    def reply(self, request):
        """What a request is answered with; the lock is held."""
        path = request.target.split("?")[0]
        key = next((k for k in (f"{request.method} {path}", path) if k in self.routes), "*")
        replies = self.routes.get(key, {"status": 404})
        if isinstance(replies, list):
            return replies.pop(0) if len(replies) > 1 else replies[0]
        return replies

    def say(self, connection, reply):
        """Sends a reply; false where the connection ends with it."""
        if "steps" in reply:
            return all(self.take(connection, step) for step in reply["steps"])
        connection.send(reply_bytes(reply))
        if reply.get("then") == "reset":
            connection.reset()
        return reply.get("then", "keep") == "keep" and reply.get("version") != "1.0"

    def take(self, connection, step):
        """Takes a step; false where it was the last one."""
        if isinstance(step, str):
            if step == "\0reset":
                connection.reset()
            if step == "\0close":
                return False
            if step != "\0silent":
                connection.send(latin(step))
        elif "wait_ms" in step:
            time.sleep(step["wait_ms"] / 1000)
        elif "drip" in step:
            for byte in latin(step["drip"]):
                connection.send(bytes([byte]))
                time.sleep(step["ms"] / 1000)
        elif "zeros" in step:
            connection.send(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
                            b"Transfer-Encoding: chunked\r\n\r\n")
            for piece in zeros(step["zeros"]):
                if piece:
                    connection.send(b"%x\r\n%s\r\n" % (len(piece), piece))
            connection.send(b"0\r\n\r\n")
        else:
            text, times = latin(step["repeat"]), step.get("times")
            block = max(1, 4096 // len(text))
            while times is None:
                connection.send(text * block)
            connection.send(text * times)
        return True

    def tunnel(self, connection, request):
        with self.lock:
            self.log.append(request.entry(connection))
        answer = self.script.get("proxy", "HTTP/1.1 403 Forbidden\r\n\r\n")
        if answer != "pass":
            connection.send(latin(answer))
            return False
        # Whatever the name is, what is behind it is here.
        connection.send(b"HTTP/1.1 200 OK\r\n\r\n")
        port = int(request.target.rpartition(":")[2])
        other = socket.create_connection(("127.0.0.1", port))
        back = threading.Thread(target=self.copy, args=(other, connection.plain), daemon=True)
        back.start()
        self.copy(connection.plain, other)
        back.join()
        return False

    def copy(self, source, target):
        try:
            while data := source.recv(1 << 16):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    # Version 2, as much of it as an answer without a head needs.

    def serve_version_2(self, connection):
        if connection.exactly(len(PREFACE)) != PREFACE:
            raise Gone
        send_frame(connection, 4, 0, 0)
        bodies = {}
        while True:
            head = connection.exactly(9)
            length, kind, flags = int.from_bytes(head[:3], "big"), head[3], head[4]
            stream, payload = int.from_bytes(head[5:], "big"), connection.exactly(length)
            if kind == 4 and not flags & 1:
                send_frame(connection, 4, 1, 0)
            if kind == 6 and not flags & 1:
                send_frame(connection, 6, 1, 0, payload)
            if kind == 1:
                bodies[stream] = b""
            if kind == 0:
                bodies[stream] += payload
            if kind in (0, 1) and flags & 1:
                self.answer_version_2(connection, stream, bodies.pop(stream))

    def answer_version_2(self, connection, stream, body):
        with self.lock:
            self.streams += 1
            what = self.nth(self.script["http2"], self.streams)
            self.log.append({"connection": connection.number, "at": time.monotonic(), "method": "", "target": "",
                             "headers": [], "body": body.decode("latin-1")})
            self.busy += 1
        try:
            self.say_version_2(connection, stream, what)
        finally:
            with self.lock:
                self.busy -= 1
                self.lock.notify_all()

    def say_version_2(self, connection, stream, what):
        if what.startswith("ok"):
            # :status 200, and a header of version 2: small letters.
            send_frame(connection, 1, 4, stream, b"\x88\x00\x05x-two\x03yes")
            send_frame(connection, 0, 1, stream, b"answer")
            if what == "ok and ping":
                send_frame(connection, 6, 0, 0, bytes(8))
        elif what == "refuse":
            send_frame(connection, 3, 0, stream, (7).to_bytes(4, "big"))
        elif what == "goaway":
            send_frame(connection, 7, 0, 0, bytes(8))
            raise Gone
        elif what == "close":
            raise Gone

    # Commands.

    def obey(self, command):
        with self.lock:
            if "routes" in command:
                self.routes.update(command["routes"])
            if "close_listener" in command:
                # A thread that waits for connections keeps the listener until it is woken.
                self.socket.shutdown(socket.SHUT_RDWR)
                self.socket.close()
            if "settle" in command:
                self.lock.wait_for(lambda: self.busy == 0)
            if "log" in command:
                return {"requests": self.log, "connections": self.accepted}
        return {}


def send_frame(connection, kind, flags, stream, payload=b""):
    connection.send(len(payload).to_bytes(3, "big") + bytes([kind, flags])
                    + stream.to_bytes(4, "big") + payload)


def main(kind=Server):
    signal.alarm(SECONDS_MAX)
    server = kind(json.loads(sys.argv[1]) if len(sys.argv) > 1 else {})
    print(server.port, flush=True)
    for line in sys.stdin:
        print(json.dumps(server.obey(json.loads(line))), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
