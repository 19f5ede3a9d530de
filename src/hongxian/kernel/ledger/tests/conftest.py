"""A throw-away room with one noun, so that the ledger is tested without any real room."""

import sys
from collections.abc import Callable, Iterator
from types import MappingProxyType, ModuleType
from typing import Any
from uuid import UUID

import django
import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

django.setup()

from hongxian.kernel import module  # noqa: E402 - naming this folder alone loads this file before Django stands
from hongxian.kernel.act import acting  # noqa: E402
from hongxian.kernel.actor import Actor, ActorKind, Scope  # noqa: E402
from hongxian.kernel.keys import Keyed  # noqa: E402
from hongxian.kernel.ledger import triggers  # noqa: E402
from hongxian.kernel.ledger.models import Entry  # noqa: E402
from hongxian.kernel.ledger.record import record  # noqa: E402

CACHED = tuple(each for each in vars(module).values() if hasattr(each, "cache_clear"))
"""What is remembered of the rooms that stand."""


def visible_things(actor: Actor, permission: str) -> Any:
    return apps.get_model("ledger.Thing")._default_manager.all()


def _thing() -> Any:
    class Thing(Keyed):
        ledger_exclude = ("seen_at",)
        name = models.CharField(max_length=100)
        state = models.CharField(max_length=20, default="open")
        on = models.DateField(null=True)
        at = models.DateTimeField(null=True)
        hour = models.TimeField(null=True)
        span = models.DurationField(null=True)
        amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
        weight = models.FloatField(null=True)
        count = models.IntegerField(null=True)
        yes = models.BooleanField(default=False)
        data = models.JSONField(null=True)
        dated = models.JSONField(null=True, encoder=DjangoJSONEncoder)
        blob = models.BinaryField(null=True)
        parent = models.ForeignKey("self", models.PROTECT, null=True)
        seen_at = models.DateTimeField(null=True)

        class Meta:
            app_label = "ledger"

    return Thing


@pytest.fixture(scope="module")
def thing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The model of the noun `thing`, with its table, for the tests of one file."""
    room = ModuleType("trial_room")
    declaration = ModuleType("trial_room.module")
    declaration.MODULE = module.Module(  # type: ignore[attr-defined]
        key="trial", nouns=(module.Noun("thing", "ledger.Thing", visible=f"{__name__}.visible_things"),)
    )
    model = _thing()
    patch = pytest.MonkeyPatch()
    patch.setitem(sys.modules, "trial_room", room)
    patch.setitem(sys.modules, "trial_room.module", declaration)
    patch.setitem(sys.modules, __name__, sys.modules.get(__name__, ModuleType(__name__)))
    patch.setattr("django.conf.settings.ROOMS", ("trial_room",))
    patch.setattr("django.conf.settings.KERNEL_ROOMS", ("hongxian.kernel.ledger",))
    _forget()
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(model)
    yield model
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(model)
    del apps.all_models["ledger"]["thing"]
    apps.clear_cache()
    patch.undo()
    _forget()


def _forget() -> None:
    for cached in CACHED:
        cached.cache_clear()


@pytest.fixture
def ledger_files(tmp_path: Any, settings: Any) -> Any:
    """Own folders for key and witnesses."""
    settings.DATA_DIR = tmp_path / "data"
    settings.WITNESS_DIR = str(tmp_path / "witness")
    return tmp_path


CLERK_GRANTS = ("thing.change", "thing.delete", "ledger.erase_payload", "signing_key.rotate", "entry.view")
CLERK = Actor(
    kind=ActorKind.PERSON,
    key="zhang",
    name="张建国",
    post="post-1",
    post_name="科长",
    organisation="emb",
    organisation_name="市应急管理局",
    grants=MappingProxyType({name: (Scope(),) for name in CLERK_GRANTS}),
)


@pytest.fixture
def clerk() -> Actor:
    """张建国, who may do what the tests of the ledger need."""
    return CLERK


@pytest.fixture
def change(thing: Any) -> Callable[..., Any]:
    """Make or change a thing and record it: `change(name="甲")`, `change(row, state="closed")`. Returns the row."""

    def run(row: Any = None, *, reason: str = "", actor: Actor = CLERK, **fields: Any) -> Any:
        with acting("thing.change", actor):
            if row is None:
                row = thing(**fields)
                row.save(force_insert=True)
            else:
                for name, value in fields.items():
                    setattr(row, name, value)
                row.save(update_fields=list(fields))
            record(row, reason=reason)
        return row

    return run


@pytest.fixture
def behind(db: None) -> Iterator[Callable[..., None]]:
    """Write past the ledger, as somebody with the database's password may: guards off, statement, guards on."""

    def run(statement: str, *parameters: Any) -> None:
        values = [_for_database(each) for each in parameters]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET session_replication_role = replica")
                cursor.execute(statement, values)
                cursor.execute("SET session_replication_role = origin")
            return
        editor = connection.schema_editor(atomic=False)
        editor.deferred_sql = []
        triggers.remove(None, editor)
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
        triggers.install(None, editor)

    yield run
    transaction.set_rollback(True)


def _for_database(value: Any) -> Any:
    return value.hex if isinstance(value, UUID) and connection.vendor == "sqlite" else value


@pytest.fixture
def last_entry() -> Callable[[], Entry]:
    """The newest entry."""
    return lambda: Entry.objects.order_by("-pk")[0]
