"""Reads names of files with JSON lines; answers each with 'ok' or with what is wrong.

Each record of a kind that tradectl has must satisfy the schema that tradectl prints for it, and no
object may say anything twice.
"""

import json
import subprocess
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("python3-jsonschema is not installed: run make deps", flush=True)
    sys.exit(1)

LINES_MAX = 400


def load(program):
    def run(*words):
        return json.loads(subprocess.run([program, *words], check=True, capture_output=True).stdout)

    validators = {}
    for kind in run("schema")["records"]:
        schema = run("schema", kind)
        Draft202012Validator.check_schema(schema)
        validators[kind] = Draft202012Validator(schema)
    return validators


def once(members):
    names = [name for name, _ in members]
    if len(set(names)) < len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"{twice} twice in one object")
    return dict(members)


def check(validators, path):
    with open(path, "rb") as file:
        lines = [line for line in file.read().split(b"\n") if line.strip()]
    if len(lines) > LINES_MAX:
        lines = lines[: LINES_MAX // 2] + lines[-LINES_MAX // 2 :]
    for line in dict.fromkeys(lines):
        record = json.loads(line, object_pairs_hook=once)
        validator = validators.get(record.get("record"))
        if validator is None:
            continue
        error = next(validator.iter_errors(record), None)
        if error is not None:
            place = "/".join(map(str, error.absolute_path))
            return f"{record['record']} {place}: {error.message[:200]} in {line.decode()[:300]}"
    return "ok"


def main():
    validators = load(sys.argv[1])
    print("ready", flush=True)
    for path in sys.stdin:
        try:
            answer = check(validators, path.rstrip("\n"))
        except (ValueError, AttributeError) as error:
            answer = f"not a record: {error}"
        print(answer.replace("\n", " "), flush=True)


main()
