"""Where the results of benchmarks are kept, and what a process took."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "results"


def keep(result: object, name: str, parser: argparse.ArgumentParser, given: argparse.Namespace, *sizes: str) -> Path:
    """Write a result as JSON to `results/<name>.json`; where one of these arguments, which say how large the world was,
    is not what the parser has for it, with all of them in the name: a small run never takes the place of a full one."""
    asked = [getattr(given, each) for each in sizes]
    full = asked == [parser.get_default(each) for each in sizes]
    file = RESULTS / f"{'-'.join([name, *([] if full else map(str, asked))])}.json"
    RESULTS.mkdir(exist_ok=True)
    file.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return file


def peak_mb() -> float:
    """The most memory this process has held, in MB. Not `ru_maxrss`: a child starts with that of its parent."""
    told = Path("/proc/self/status").read_text(encoding="ascii").split("VmHWM:")[1]
    return int(told.split()[0]) / 1024
