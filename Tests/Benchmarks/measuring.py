"""Runs programs side by side and turns what they cost into a Markdown table."""

import os
import statistics
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable


@dataclass
class Program:
    name: str
    command: list
    stdin: Path | str = "/dev/null"
    inner: Callable[[Path], float] | None = None
    """Reads out of its output the seconds of the part that matters; makes a second row."""
    before: Callable[[], None] | None = None
    """What is done before each run, and is no part of it."""


@dataclass
class Cost:
    wall: float
    user: float
    system: float
    peak_kib: int

    @property
    def cpu(self) -> float:
        return self.user + self.system


@dataclass
class Result:
    program: Program
    output: Path
    failure: str | None = None
    costs: list[Cost] = field(default_factory=list)
    inner_seconds: list[float] = field(default_factory=list)

    @property
    def has_said_enough(self) -> bool:
        """Three runs will do for what takes this long: its ratio is far from any doubt."""
        return len(self.costs) == 3 and min(cost.wall for cost in self.costs) > 10


class ProgramFailed(Exception):
    pass


def measure(launcher: Path, program: Program, output: Path | str, pipe=None) -> Cost:
    """Runs a program once; `pipe` feeds its standard input instead of `program.stdin`."""
    if program.before:
        program.before()
    words = [launcher, "-" if pipe else program.stdin, output, *program.command]
    done = subprocess.run([str(word) for word in words], stdin=pipe or subprocess.DEVNULL,
                          capture_output=True, text=True)
    said = (done.stderr.strip().splitlines() or ["nothing on standard error"])[0]
    if done.returncode != 0:
        raise ProgramFailed(f"{program.name} could not be started: {said}")
    wall, user, system, peak, status = done.stdout.split()
    if int(status) != 0:
        code = os.waitstatus_to_exitcode(int(status))
        how = f"exit {code}" if code > 0 else f"signal {-code}"
        raise ProgramFailed(f"{program.name} failed ({how}): {said}")
    return Cost(float(wall), float(user), float(system), int(peak))


def side_by_side(launcher: Path, programs: list[Program], rounds: int,
                 outputs: Path) -> list[Result]:
    """A warm-up whose output is kept, then A B C A B C …, so that a slow minute hits everyone.

    Timed output goes to /dev/null: the disk is not what is compared.
    """
    outputs.mkdir(parents=True, exist_ok=True)
    results = []
    for program in programs:
        result = Result(program, outputs / f"{program.name.replace(' ', '-')}.out")
        try:
            measure(launcher, program, result.output)
        except ProgramFailed as failed:
            result.failure = str(failed)
        results.append(result)
    for _ in range(rounds):
        for result in results:
            if result.failure or result.has_said_enough:
                continue
            sink = result.output if result.program.inner else "/dev/null"
            try:
                result.costs.append(measure(launcher, result.program, sink))
            except ProgramFailed as failed:
                result.failure = str(failed)
                continue
            if result.program.inner:
                result.inner_seconds.append(result.program.inner(result.output))
    return results


def table(results: list[Result], limit: str, items: int = 0, unit: str = "") -> str:
    """Medians, and their ratio to the program named as the limit; below 1 is better than it."""
    rows = ["| program | runs | wall ms | CPU ms | spread | " + (f"{unit}/s | " if items else "")
            + "peak MB | wall ratio | CPU ratio |",
            "|---|--:|--:|--:|--:|" + ("--:|" if items else "") + "--:|--:|--:|"]
    columns = rows[0].count("|") - 1
    base = next((r for r in results if r.program.name == limit and r.costs and not r.failure), None)
    for result in results:
        if result.failure:
            rows.append(f"| {result.program.name} | failed" + " |" * (columns - 1))
            continue
        walls = [cost.wall for cost in result.costs]
        cpu = statistics.median(cost.cpu for cost in result.costs)
        peak = statistics.median(cost.peak_kib for cost in result.costs)
        ratios = [share(statistics.median(walls), base and [c.wall for c in base.costs]),
                  share(cpu, base and [c.cpu for c in base.costs])]
        rows.append(row(result.program.name, walls, f"{cpu * 1000:.1f}", items,
                        f"{peak / 1024:.1f}", ratios))
        if result.inner_seconds:
            seconds = result.inner_seconds
            ratio = share(statistics.median(seconds), base and [c.wall for c in base.costs])
            rows.append(row(f"{result.program.name}, its run alone", seconds, "", items, "",
                            [ratio, ""]))
    return "\n".join(rows)


def row(name: str, walls: list[float], cpu: str, items: int, peak: str, ratios: list[str]) -> str:
    wall = statistics.median(walls)
    # Half of the runs lie within this share of the median.
    low, _, high = statistics.quantiles(walls, n=4) if len(walls) > 1 else (wall, wall, wall)
    cells = [name, str(len(walls)), f"{wall * 1000:.1f}", cpu, f"{(high - low) / wall:.0%}"]
    cells += [f"{items / wall:,.0f}"] if items else []
    return "| " + " | ".join(cells + [peak] + ratios) + " |"


def share(median: float, base: list[float] | None) -> str:
    if not base or statistics.median(base) == 0:
        return ""
    return f"{median / statistics.median(base):.2f}"
