"""Brings in what the benchmarks need: packages, a virtual environment, the small programs."""

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

PEERS = Path(__file__).parent / "peers"


def install(requirements: Path, environment: Path):
    """Installs the Debian packages and the Python peers that are missing."""
    present = {
        "jq": shutil.which("jq"),
        "g++": shutil.which("g++"),
        "libsimdjson-dev": Path("/usr/include/simdjson.h").exists(),
        "curl": shutil.which("curl"),
        "libssl-dev": Path("/usr/include/openssl/hmac.h").exists(),
        "libsqlite3-dev": Path("/usr/include/sqlite3.h").exists(),
        "python3-venv": importlib.util.find_spec("ensurepip"),
    }
    missing = [name for name, found in present.items() if not found]
    if missing:
        sudo = [] if os.geteuid() == 0 else ["sudo"]
        run([*sudo, "apt-get", "update", "-qq"])
        run([*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing])

    # The copy says which requirements the environment was made from.
    installed = environment / "requirements.txt"
    if installed.exists() and installed.read_text() == requirements.read_text():
        return
    run([sys.executable, "-m", "venv", "--clear", environment])
    run([environment / "bin/pip", "install", "-q", "--disable-pip-version-check",
         "-r", requirements])
    shutil.copy(requirements, installed)


def compile_programs(folder: Path):
    """Compiles what is older than its source."""
    folder.mkdir(parents=True, exist_ok=True)
    # On-demand simdjson is compiled into its user, so it needs to be told about the machine.
    native = ["-O3", "-march=native", "-Wall", "-Wextra"]
    commands = {
        "measure": (PEERS.parent / "measure.c", ["gcc", "-O2", "-Wall", "-Wextra"], []),
        "hello": (PEERS / "hello.swift", ["swiftc", "-O", "-static-stdlib"], []),
        "trades": (PEERS / "trades.c", ["gcc", *native], []),
        "ledger_replay": (PEERS / "ledger_replay.c", ["gcc", *native], ["-lsqlite3"]),
        "order_server": (PEERS / "order_server.c", ["gcc", *native], []),
        "order_client": (PEERS / "order_client.c", ["gcc", *native], ["-lcrypto"]),
        "order_keeper": (PEERS / "order_keeper.c", ["gcc", *native], ["-lsqlite3", "-lcrypto"]),
        "size_simdjson": (PEERS / "size_simdjson.cpp", ["g++", "-std=c++20", *native],
                          ["-lsimdjson"]),
    }
    headers = max(header.stat().st_mtime for header in PEERS.glob("*.h"))
    for name, (source, compiler, libraries) in commands.items():
        target = folder / name
        if not target.exists() or target.stat().st_mtime < max(source.stat().st_mtime, headers):
            run([*compiler, "-o", target, source, *libraries])


def machine(environment: Path, tradectl: Path) -> str:
    """The machine and the versions, as Markdown."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.split(":", 1)[1].strip() for line in file if "model name" in line), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    pip = [environment / "bin/pip", "freeze"]
    versions = [
        first_line(["swiftc", "--version"]), first_line(["g++", "--version"]),
        first_line(["jq", "--version"]), f"Python {platform.python_version()}",
        *first_line(pip, only=("orjson", "backtesting", "ccxt")).split("\n"),
        "simdjson " + first_line(["dpkg-query", "-W", "-f", "${Version}", "libsimdjson-dev"]),
        first_line([tradectl, "--version"]) if tradectl.exists() else "tradectl not built",
    ]
    return (f"{date.today()}, {model}, {os.cpu_count()} cores, {memory:.0f} GB, {system}, "
            f"Linux {platform.release()}, load {os.getloadavg()[0]:.1f}; " + ", ".join(versions))


def first_line(command: list, only: tuple[str, ...] = ()) -> str:
    """The first line a command prints, or the lines that begin with one of `only`."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    lines = done.stdout.strip().splitlines() or ["?"]
    return "\n".join(line for line in lines if line.startswith(only)) if only else lines[0]


def run(command: list):
    subprocess.run([str(word) for word in command], check=True, stdout=sys.stderr)
