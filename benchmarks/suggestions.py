"""What texts suggest, on real lines: `python benchmarks/suggestions.py LINES [--held 500] [--dangers 0]`.

LINES is a file with one line a danger: the check item, then what was found (`灭火器材配置； 气压不够`); without it
nothing is measured. The lines are entered as dangers by command. Then lines held out are described anew: of those whose
check item at least five other lines have, how often the item is the first that past dangers suggest, or among the first
three (nobody classed the lines, so the item stands for the category), and how long a suggestion takes. Lines entered
a second time in other words are looked for as duplicates. Last, words are searched, and nearly the same wording is
looked for among all lines. With `--dangers` there are so many rows, the others made of the same words. Works in a
database of its own: SQLite in a temporary folder, or the empty one that HONGXIAN_DATABASE_URL names. Prints and
writes `benchmarks/results/suggestions-<engine>.json`. Exit code 1 when a limit is not kept.
"""

import argparse
import json
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from types import MappingProxyType
from typing import Any

import django

FOLDER = tempfile.TemporaryDirectory(prefix="suggestions-benchmark-")
os.environ.setdefault("HONGXIAN_DATA_DIR", FOLDER.name)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongxian.config.settings")
os.environ.setdefault("HONGXIAN_DATABASE_URL", f"sqlite:///{FOLDER.name}/suggestions.sqlite3")
django.setup()

from django.core.management import call_command  # noqa: E402 - Django had to stand first
from django.db import connection  # noqa: E402
from keeping import keep  # noqa: E402
from loading import put  # noqa: E402

from hongxian.kernel.act import acting  # noqa: E402
from hongxian.kernel.actor import Actor, ActorKind, Scope, system_actor  # noqa: E402
from hongxian.kernel.clock import today  # noqa: E402
from hongxian.kernel.command import commands, foresee  # noqa: E402
from hongxian.kernel.gathering import gathered  # noqa: E402
from hongxian.kernel.keys import new_key  # noqa: E402
from hongxian.kernel.module import load_commands, modules  # noqa: E402
from hongxian.kernel.search.entries import grams_of, token  # noqa: E402
from hongxian.kernel.search.likeness import near_pairs, normalised  # noqa: E402
from hongxian.kernel.search.models import SearchEntry  # noqa: E402
from hongxian.modules.base.enterprises.credit_code import check_character  # noqa: E402
from hongxian.modules.base.enterprises.models import Enterprise  # noqa: E402
from hongxian.modules.base.places.commands import load_city  # noqa: E402
from hongxian.modules.base.places.models import Place  # noqa: E402
from hongxian.modules.screening.hidden_dangers.commands import register_hidden_danger  # noqa: E402
from hongxian.modules.screening.hidden_dangers.duplicates import likely, likely_pairs  # noqa: E402
from hongxian.modules.screening.hidden_dangers.finding import by_words  # noqa: E402
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger  # noqa: E402
from hongxian.modules.screening.hidden_dangers.queries import visible_hidden_dangers  # noqa: E402
from hongxian.modules.screening.hidden_dangers.suggesting import suggested  # noqa: E402

CITY, ROOT = "411000", "410000/411000/"
FIRMS = 1_000
COMMON = 5
"""A check item is asked for where so many other lines have it."""
LIMITS = {"suggestion_p95_ms": 300.0, "duplicates_p95_ms": 300.0, "search_p95_ms": 100.0, "near_wording_s": 60.0}
LEAST = {"top1": 0.45, "top3": 0.6, "duplicates_found": 0.85}
_ITEM = re.compile(r"^\s*[\"“]*\d*[、.．]?\s*(.{4,120}?)[；;。？?]\s+(.{2,})$")
_LABEL = 60
LONG = 10
"""Wordings of at least so many characters are compared."""
_AT_ONCE = 200


def items(path: Path) -> Iterator[tuple[str, str]]:
    """Each line as the check item (its first characters, without its number) and what was found."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := _ITEM.match(line.strip().strip('"')):
            item, said = normalised(found[1])[:_LABEL], found[2].strip().strip('"')[:1000]
            if len(normalised(said)) > 3:
                yield item, said


def somebody() -> Actor:
    """A clerk of the city who may do everything there."""
    names = [*commands(), *(name for module in modules().values() for name in module.permissions)]
    grants = MappingProxyType({name: (Scope(path=ROOT),) for name in names})
    return Actor(kind=ActorKind.PERSON, key="clerk", name="clerk", grants=grants)


def firms() -> list[Enterprise]:
    """The enterprises at which the dangers are."""
    places = list(Place.objects.filter(path__startswith=ROOT, level="county"))
    made = []
    for number in range(FIRMS):
        first = f"9141100{number:010d}"
        code, place = first + check_character(first), places[number % len(places)]
        given = {"ownership": "private", "sector": "manufacturing", "place": place}
        made.append(Enterprise(name=f"许昌第{number}机械有限公司", credit_code=code, **given))
    put(made)
    return made


def enter(actor: Actor, lines: Sequence[tuple[str, str]], at: Sequence[Enterprise]) -> None:
    """Enter the lines as dangers, by command; the check item goes with each as the key of its item."""
    day = today()
    calls = [
        {
            "enterprise": at[number % len(at)],
            "origin": "enterprise_self_check",
            "description": said,
            "grade": "general",
            "found_on": day - timedelta(days=number % 50),
            "references": {"check_item_key": item},
        }
        for number, (item, said) in enumerate(lines)
    ]
    with acting("benchmark", actor), gathered() as gathering:
        for start in range(0, len(calls), _AT_ONCE):
            part = calls[start : start + _AT_ONCE]

            def run(part: list[dict[str, Any]] = part) -> None:
                if gathering.queue is not None:
                    foresee("hidden_danger.register", part)
                for each in part:
                    register_hidden_danger(actor=actor, **each)

            gathering.together(run)


def grow(count: int) -> None:
    """More rows made of the words of those that stand, straight into the tables."""
    rand, sample = random.Random(3), list(HiddenDanger.objects.order_by("pk")[:5_000])
    while (missing := count - HiddenDanger.objects.count()) > 0:
        rows = rand.sample(sample, min(len(sample), missing))
        for each in rows:
            each.pk, each.check_item_key = new_key(), ""
            half = rand.choice(sample).description
            each.description = f"{each.description[: len(each.description) // 2]}{half[len(half) // 2 :]}"[:1000]
        put(rows)
        said = [(str(each.pk), "".join(filter(str.isalnum, each.description.lower()))) for each in rows]
        SearchEntry.objects.bulk_create(
            SearchEntry(
                noun="hidden_danger", key=key, words=f"{words}\n\n\n",
                grams=" ".join([token("hidden_danger"), *grams_of([words])]),
            )
            for key, words in said
        )  # fmt: skip


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds, and what it gives."""
    start = time.perf_counter()
    found = run()
    return (time.perf_counter() - start) * 1000, found


def spread(name: str, times: list[float]) -> dict[str, float]:
    """The middle of the times and what nineteen in twenty keep."""
    return {f"{name}_p50_ms": median(times), f"{name}_p95_ms": quantiles(times, n=20)[18]}


def classed(actor: Actor, held: Sequence[tuple[str, str]]) -> dict[str, float]:
    """How often past dangers suggest the check item of a line held out, and how often nothing at all."""
    rows, times = visible_hidden_dangers(actor), []
    first = three = nothing = 0
    for item, said in held:
        spent, told = timed(lambda said=said: suggested(rows, said, ("check_item_key",)))
        times.append(spent)
        values = [each.value for each in told.proposals["check_item_key"]]
        first += values[:1] == [item]
        three += item in values
        nothing += not values
    number = len(held)
    return spread("suggestion", times) | {"top1": first / number, "top3": three / number, "silent": nothing / number}


def duplicated(actor: Actor, lines: Sequence[tuple[str, str]]) -> dict[str, float]:
    """How often a line entered a second time in other words is suggested, and how many others with it."""
    rand, times = random.Random(11), []
    found = first = others = 0
    chosen = list(HiddenDanger.objects.filter(check_item_key__gt="").order_by("?")[: len(lines)])
    for each in chosen:
        words = list(each.description)
        for _ in range(max(1, len(words) // 8)):
            words.pop(rand.randrange(len(words)))
        again = register_hidden_danger(
            actor=actor,
            enterprise=each.enterprise,
            origin="grid_patrol",
            description=f"现场发现{''.join(words)}",
            found_on=min(today(), each.found_on + timedelta(days=rand.randrange(20))),
        )
        spent, told = timed(lambda again=again: likely(actor, again))
        times.append(spent)
        keys = [one.danger.pk for one in told]
        found += each.pk in keys
        first += keys[:1] == [each.pk]
        others += len(keys) - (each.pk in keys)
    number = len(chosen)
    spent, pairs = timed(lambda: likely_pairs(actor, visible_hidden_dangers(actor, "hidden_danger.merge")))
    told = {"duplicates_found": found / number, "duplicates_first": first / number, "others_suggested": others / number}
    return spread("duplicates", times) | told | {"pairs_page_ms": spent, "pairs_page": len(pairs)}


def searched(actor: Actor, lines: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Words from inside sentences, alone, with the name of an enterprise, and a credit code; the first page of each."""
    rand, times = random.Random(5), list[float]()
    rows = visible_hidden_dangers(actor)
    code = Enterprise.objects.order_by("pk").values_list("credit_code", flat=True)[7]
    for number, (_, said) in enumerate(lines):
        start = rand.randrange(max(1, len(said) - 4))
        words = said[start : start + 4] if number % 3 else f"第{rand.randrange(FIRMS)}机械 {said[:2]}"
        asked = words if number % 10 else str(code)
        spent, _ = timed(lambda asked=asked: list(by_words(rows, asked).order_by("-pk")[:50]))
        times.append(spent)
    return spread("search", times)


def near(path: Path) -> dict[str, float]:
    """How long it takes to find every two wordings that are nearly the same, and how many there are."""
    texts = [each for each in dict.fromkeys(normalised(said) for _, said in items(path)) if len(each) >= LONG]
    spent, found = timed(lambda: sum(1 for _ in near_pairs(texts, 0.85)))
    return {"near_wording_s": spent / 1000, "different_lines": len(texts), "near_wording_pairs": found}


def measure(path: Path, held: int, dangers: int) -> dict[str, float]:
    """Every figure."""
    actor, lines = somebody(), list(items(path))
    random.Random(7).shuffle(lines)
    counts = Counter(item for item, _ in lines)
    known = Counter[str]()
    asked, kept = [], []
    for item, said in lines:
        if counts[item] > COMMON and len(asked) < held and known[item] < counts[item] - COMMON:
            known[item] += 1
            asked.append((item, said))
        else:
            kept.append((item, said))
    at = firms()
    spent, _ = timed(lambda: enter(actor, kept, at))
    grow(dangers)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    found: dict[str, float] = {"lines": len(lines), "items": len(counts), "held": len(asked), "enter_s": spent / 1000}
    found |= {"dangers": HiddenDanger.objects.count()}
    found |= classed(actor, asked) | duplicated(actor, asked[:200])
    return found | searched(actor, asked) | near(path)


def main() -> int:
    """Measure, print, keep; 1 when a limit is not kept."""
    parser = argparse.ArgumentParser()
    parser.add_argument("lines", type=Path, nargs="?")
    parser.add_argument("--held", type=int, default=500)
    parser.add_argument("--dangers", type=int, default=0)
    given = parser.parse_args()
    if given.lines is None:
        print("no file of lines was given: nothing is measured")
        return 0
    call_command("migrate", verbosity=0)
    load_commands()
    load_city(actor=system_actor("benchmark", "place.load"), city=CITY)
    found = {name: round(value, 3) for name, value in measure(given.lines, given.held, given.dangers).items()}
    kept = all(found[name] <= limit for name, limit in LIMITS.items())
    kept = kept and all(found[name] >= least for name, least in LEAST.items())
    report = {"engine": connection.vendor, "found": found, "limits": LIMITS, "least": LEAST, "kept": kept}
    keep(report, f"suggestions-{connection.vendor}", parser, given, "held", "dangers")
    print(json.dumps(report, indent=1))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
