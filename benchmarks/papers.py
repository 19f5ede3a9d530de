"""What a batch of official papers costs: `python benchmarks/papers.py [--papers 1000]`.

Each paper is filled from its template with other values, put together and set as PDF and as Word; bare typst sets a
paper of the same words without anything of ours around it, in the same process. Prints and writes
`benchmarks/results/papers.json`: seconds, milliseconds a paper, memory, how many times bare typst. Exit code 1 when a
ratio or the memory is above its limit.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import django

FOLDER = tempfile.TemporaryDirectory(prefix="papers-benchmark-")
os.environ.setdefault("HONGXIAN_DATA_DIR", FOLDER.name)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongxian.config.settings")
os.environ.setdefault("HONGXIAN_DATABASE_URL", f"sqlite:///{FOLDER.name}/papers.sqlite3")
django.setup()

import typst  # noqa: E402 - Django had to stand first
from django.conf import settings  # noqa: E402
from keeping import keep, peak_mb  # noqa: E402

from hongxian.kernel.documents.content import Content  # noqa: E402
from hongxian.kernel.documents.markup import parse  # noqa: E402
from hongxian.kernel.documents.templates import fill  # noqa: E402
from hongxian.kernel.documents.typeset import pdf_of  # noqa: E402
from hongxian.kernel.documents.word.paper import word_of  # noqa: E402
from hongxian.modules.base.papers.offers import offers  # noqa: E402

PAPER = "supervision_notice"
AT_MOST = {"pdf": 5.0, "word": 20.0}
"""Times bare typst, which knows no template, grid, code or digest."""
MEMORY = 600
"""Megabytes that the whole process may take."""


def content_of(number: int) -> Content:
    """The paper of that number, filled and read."""
    offered = offers()[PAPER]
    name = f"No. {number} county"
    wording = fill(offered.packaged, {**offered.sample, "party": name, "issuer": "office"})
    said = parse(wording).content
    return replace(said, number=f"[2026] {number}", addressees=name, check=f"http://127.0.0.1:8000/check/{number:032}/")


def bare(words: list[str]) -> typst.Compiler:
    """A compiler for the plain words, nothing else."""
    file = Path(FOLDER.name) / "bare.typ"
    body = "\n\n".join(words)
    file.write_text(
        '#set text(font: "Noto Serif CJK SC", size: 16pt)\n#sys.inputs.number\n\n#sys.inputs.words\n', encoding="utf-8"
    )
    compiler = typst.Compiler(file, font_paths=[settings.FONT_DIR], ignore_system_fonts=True)
    return compiler, body  # type: ignore[return-value]


def seconds(act: object, papers: int) -> float:
    """How long so many papers take, one after another."""
    start = time.perf_counter()
    for number in range(1, papers + 1):
        act(number)  # type: ignore[operator]
    return time.perf_counter() - start


def main() -> int:
    """Measure, print, write, judge."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--papers", type=int, default=1000)
    given = parser.parse_args()
    papers = given.papers
    compiler, body = bare(list(content_of(1).words()))
    ways = {
        "bare": lambda number: compiler.compile(sys_inputs={"number": str(number), "words": body}),
        "pdf": lambda number: pdf_of(content_of(number)),
        "word": lambda number: word_of(content_of(number)),
    }
    for act in ways.values():
        act(0)
    taken = {name: seconds(act, papers) for name, act in ways.items()}
    memory = peak_mb()
    result = {
        "papers": papers,
        "seconds": {name: round(each, 2) for name, each in taken.items()},
        "milliseconds_a_paper": {name: round(each / papers * 1000, 2) for name, each in taken.items()},
        "times_bare": {name: round(taken[name] / taken["bare"], 2) for name in AT_MOST},
        "memory_mb": round(memory),
        "at_most": AT_MOST | {"memory_mb": MEMORY},
    }
    print(json.dumps(result, indent=1))
    keep(result, "papers", parser, given, "papers")
    above = any(result["times_bare"][name] > limit for name, limit in AT_MOST.items()) or memory > MEMORY
    return int(above)


if __name__ == "__main__":
    sys.exit(main())
