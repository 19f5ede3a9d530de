"""What it costs that the records of every kind lie in one table: `python benchmarks/records.py [--rows 100000]`.

The same rows lie in the table of records, with their values as JSON, and in a table of their own; both are asked, as
populations, what the rule engine asks. Works in a database of its own: SQLite in a temporary folder, or the one that
HONGXIAN_DATABASE_URL names, which must be empty. Prints and writes `benchmarks/results/records-<engine>.json`. Exit
code 1 when one is neither within its ratio nor quick enough.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta

import django

FOLDER = tempfile.TemporaryDirectory(prefix="records-benchmark-")
os.environ.setdefault("HONGXIAN_DATA_DIR", FOLDER.name)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongxian.config.settings")
os.environ.setdefault("HONGXIAN_DATABASE_URL", f"sqlite:///{FOLDER.name}/records.sqlite3")
django.setup()

from django.core.management import call_command  # noqa: E402 - Django had to stand first
from django.db import connection, models  # noqa: E402
from keeping import keep  # noqa: E402

from hongxian.kernel.clock import now  # noqa: E402
from hongxian.kernel.keys import new_key  # noqa: E402
from hongxian.kernel.populations import QuerySetPopulation, RoomFacts  # noqa: E402
from hongxian.kernel.rules.population import All, AsOf, Leaf, Op, Population  # noqa: E402
from hongxian.modules.base.enterprises.facts import enterprises  # noqa: E402
from hongxian.modules.base.enterprises.models import Enterprise  # noqa: E402
from hongxian.modules.base.parties.models import Party  # noqa: E402
from hongxian.modules.base.places.models import Place  # noqa: E402
from hongxian.modules.base.records.models import Record, Register, Slot  # noqa: E402

NOUN = "administrative_decision"
FIRMS = 20_000
COUNTIES = 8
START = date(2024, 1, 1)
ROOT = "410000/411000/"
AS_OF = AsOf(date(2026, 12, 31))
ROUNDS = 5
AT_MOST = 5.0
QUICK_ENOUGH = 250.0
"""How much slower than typed columns records may be, and the milliseconds below which that does not matter. What points
to rows has columns; a yes, a choice, a number or a day other than that of the event is read out of the JSON."""


class Typed(models.Model):
    """The same rows with a column for each field, and the indexes that such a table would have."""

    row = models.UUIDField(primary_key=True)
    enterprise = models.ForeignKey("enterprises.Enterprise", models.DO_NOTHING, db_constraint=False)
    path = models.CharField(max_length=80)
    decided_on = models.DateField()
    aggravated = models.BooleanField(null=True)
    approval_recorded = models.BooleanField(null=True)
    label = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_to = models.DateTimeField(null=True)
    state = models.CharField(max_length=24)

    class Meta:
        app_label = "records"
        managed = False
        indexes = [
            models.Index(fields=["path"], name="typed_path"),
            models.Index(fields=["decided_on"], name="typed_on"),
        ]


def build(rows: int) -> None:
    """Places, enterprises, and the rows twice."""
    city = Place.objects.create(code="411000", name="city", level="city", path=ROOT)
    keeper = Party.objects.create(kind="department", name="keeper", place=city)
    register = Register.objects.create(noun=NOUN, place=city, keeper=keeper, valid_from=START, recorded_at=now())
    firms = Enterprise.objects.bulk_create(
        [Enterprise(name=f"firm {number}", place=city, ownership="private", sector="other") for number in range(FIRMS)],
        batch_size=2000,
    )
    for column, name in (("ref1", "enterprise"), ("ref2", "department")):
        Slot.objects.create(noun=NOUN, field=name, column=column)
    with connection.schema_editor() as editor:
        editor.create_model(Typed)
    for first in range(0, rows, 5000):
        made = [_row(number, firms, register, city) for number in range(first, min(first + 5000, rows))]
        Record.objects.bulk_create([each for each, _ in made], batch_size=1000)
        Typed.objects.bulk_create([each for _, each in made], batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _row(number: int, firms: list[Enterprise], register: Register, city: Place) -> tuple[Record, Typed]:
    key, firm, at = new_key(), firms[number * 7919 % FIRMS], now()
    path, day = f"{ROOT}4110{number % COUNTIES:02d}/", START + timedelta(days=number % 900)
    said = {"aggravated": number % 3 == 0, "approval_recorded": number % 2 == 0}
    same = {"label": f"{day} firm", "recorded_at": at, "state": "recorded"}
    values = said | {"enterprise": str(firm.pk), "department": str(register.keeper_id)}
    record = Record(
        id=key,
        row=key,
        register=register,
        noun=NOUN,
        place=city,
        path=path,
        values=values,
        happened_on=day,
        fingerprint=str(key),
        ref1=firm.pk,
        ref2=register.keeper_id,
        recorded_by="x",
        recorded_by_name="x",
        recorded_from=at,
        **same,
    )
    return record, Typed(row=key, enterprise=firm, path=path, decided_on=day, **said, **same)


def typed() -> Population:
    """The rows of the typed table, as a room of their own would tell them."""
    names = ("enterprise", "aggravated", "approval_recorded", "decided_on")
    return QuerySetPopulation(
        rows=Typed.objects.filter(
            recorded_to__isnull=True, state__in=("recorded", "awaiting_confirmation", "confirmed")
        ),
        columns={name: name for name in names} | {"enterprise": "enterprise_id", "place_path": "path"},
        describe=lambda said: "",
    )


def told() -> Population:
    """The records."""
    return RoomFacts(ROOT).population(NOUN, AS_OF)


UNDER = Leaf("place_path", Op.UNDER, f"{ROOT}411003/")
ASKED: dict[str, Callable[[Population], object]] = {
    "count_all": lambda rows: rows.count(),
    "count_county": lambda rows: rows.filter(UNDER).count(),
    "count_yes_and_no": lambda rows: rows.filter(
        All((Leaf("aggravated", Op.IS, True), Leaf("approval_recorded", Op.IS, False)))
    ).count(),
    "count_by_day": lambda rows: rows.filter(Leaf("decided_on", Op.ON_OR_AFTER, date(2026, 4, 1))).count(),
    "members_that_have": lambda rows: (
        enterprises(AS_OF).intersect(rows.filter(Leaf("aggravated", Op.IS, True)).project("enterprise")).count()
    ),
    "members_that_lack": lambda rows: (
        enterprises(AS_OF).subtract(rows.filter(Leaf("aggravated", Op.IS, True)).project("enterprise")).count()
    ),
    "rows_of_fifty_members": lambda rows: rows.filter(Leaf("enterprise", Op.IN, _fifty())).count(),
    "first_page": lambda rows: len(rows.filter(UNDER).page()),
}


def _fifty() -> tuple[str, ...]:
    return tuple(str(key) for key in Enterprise.objects.order_by("pk").values_list("pk", flat=True)[:50])


def milliseconds(ask: Callable[[Population], object], make: Callable[[], Population]) -> tuple[float, object]:
    """The quickest of some rounds, and the answer."""
    best, answer = float("inf"), None
    for _ in range(ROUNDS):
        start = time.perf_counter()
        answer = ask(make())
        best = min(best, time.perf_counter() - start)
    return round(best * 1000, 2), answer


def main() -> None:
    """Build, ask, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    given = parser.parse_args()
    rows = given.rows
    call_command("migrate", verbosity=0)
    build(rows)
    found: dict[str, object] = {
        "engine": connection.vendor,
        "rows": rows,
        "at_most": AT_MOST,
        "quick_enough_ms": QUICK_ENOUGH,
    }
    too_slow = []
    for name, ask in ASKED.items():
        (json_ms, one), (typed_ms, other) = milliseconds(ask, told), milliseconds(ask, typed)
        if one != other:
            raise SystemExit(f"{name}: {one} records, {other} typed rows")
        ratio = round(json_ms / typed_ms, 2)
        found[name] = {"records_ms": json_ms, "typed_ms": typed_ms, "ratio": ratio}
        if ratio > AT_MOST and json_ms > QUICK_ENOUGH:
            too_slow.append(name)
    keep(found, f"records-{connection.vendor}", parser, given, "rows")
    print(json.dumps(found, indent=1))
    sys.exit(1 if too_slow else 0)


if __name__ == "__main__":
    main()
