"""The built program: what it would send, by --dry-run and with a ledger that has two orders."""

import json
import pathlib
import subprocess
import sys
import tempfile

import replies
from request import Request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Support"))
import scripted_server  # noqa: E402

CONFIGURATION = """
[accounts.main]
venue = "{venue}"
mode = "live"
# What the made-up markets are paid in, and the key is asked nothing about itself.
currency = "USDT"
allow_withdrawal = true
"""


class Exchange(scripted_server.Server):
    """A loopback exchange; it keeps what it was asked."""

    def reply(self, request):
        found = super().reply(request)
        if isinstance(found, replies.ByQuery):
            for word, value in found.choices.items():
                if word in request.target:
                    return replies.body(value)
            return {"status": 404}
        return found

    def take_log(self):
        with self.lock:
            log, self.log = self.log, []
        return [f"{entry['method']} {entry['target'].split('?')[0]}" for entry in log]


class Program:
    """The program with an account at one exchange, of which it knows the markets.

    Nothing ever leaves this machine: what asks does so with `--base-url`, and every dry run goes
    through a proxy that refuses all, and that nobody may have asked.
    """

    def __init__(self, binary, venue, keys, time):
        self.binary = str(pathlib.Path(binary).resolve())
        self.time = time
        self.folder = tempfile.TemporaryDirectory(prefix="clients-")
        self.home = pathlib.Path(self.folder.name)
        self.venue = venue
        routes = {path: list(reply) if isinstance(reply, list) else reply
                  for path, reply in replies.ROUTES[venue].items()}
        self.server = Exchange({"routes": routes})
        self.proxy = Exchange({})
        self.base = f"http://127.0.0.1:{self.server.port}"
        (self.home / "c.toml").write_text(CONFIGURATION.format(venue=venue))
        self.environment = {"HOME": str(self.home), "PATH": "/usr/bin:/bin",
                            "TRADECTL_CONFIG": "c.toml"}
        for name, value in keys.items():
            self.environment[f"TRADECTL_MAIN_{name.upper()}"] = value

    def run(self, words, lines=""):
        finished = subprocess.run([self.binary, *words], cwd=self.home, env=self.environment,
                                  capture_output=True, text=True, timeout=60, input=lines)
        records = [json.loads(line, parse_float=str) for line in finished.stdout.splitlines()]
        return finished, records

    def learn_markets(self):
        """Has the markets of the loopback exchange taken for those of the real one."""
        finished, records = self.run(
            ["market", "instruments", "--venue", self.venue, "--base-url", self.base])
        if finished.returncode != 0:
            raise SystemExit(f"{self.venue}: no markets: {finished.stdout}{finished.stderr}")
        [file] = (self.home / ".cache/tradectl/instruments").iterdir()
        file.with_name(f"{self.venue}.live.jsonl").write_bytes(file.read_bytes())
        return records

    def place(self, words):
        """Really places an order, at the loopback exchange."""
        finished, records = self.run(["order", "place", "--live", "--base-url", self.base, *words])
        if finished.returncode != 0 or records[0].get("order_id") is None:
            raise SystemExit(f"{self.venue}: not placed: {finished.stdout}{finished.stderr} "
                             f"{self.server.take_log()}")

    def shown(self, words, lines=""):
        """What a command would send; without a request, why there is none."""
        words = [*words, "--dry-run", "--show-signature", "--timestamp", str(self.time)]
        is_judged = words[:2] in (["order", "place"], ["order", "amend"])
        if words[0] != "market":
            words.append("--live")
        else:
            words += ["--venue", self.venue]
        if is_judged:
            words += ["--base-url", self.base]
        else:
            words += ["--proxy", f"http://127.0.0.1:{self.proxy.port}"]
        self.server.take_log()
        finished, records = self.run(words, lines)
        asked = [line for line in self.server.take_log() if not line.startswith("GET ")]
        if asked or self.proxy.take_log():
            raise SystemExit(f"{self.venue}: a dry run sent something: {' '.join(words)}")
        requests = [record for record in records if record["record"] == "request"]
        if not requests:
            return [], refusal(records) or finished.stderr.strip()
        return [Request.of_record(record, self.base if is_judged else None)
                for record in requests], None


def refusal(records):
    """What an order or error record says is wrong."""
    for record in records:
        violations = record.get("risk", {}).get("violations", [])
        if violations:
            return violations[0]["message"]
        if "error" in record:
            return record["error"]["message"]
    return None
