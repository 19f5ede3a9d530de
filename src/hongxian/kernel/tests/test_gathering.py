"""Many commands under one act: one manifest, the same refusals, one message, nothing of what failed."""

from collections.abc import Iterator
from typing import Any

import pytest

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import _commands, command
from hongxian.kernel.gathering import PART, gathered, rehearsed
from hongxian.kernel.ledger.models import Entry, Subject
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.ledger.record import record
from hongxian.kernel.ledger.verify.rows import row_findings
from hongxian.kernel.outbox.models import Message
from hongxian.kernel.problem import Problem
from hongxian.modules.base.enterprises.commands import register_enterprise
from hongxian.modules.base.enterprises.models import Enterprise
from hongxian.modules.base.places.models import Place
from hongxian.modules.base.places.queries import place
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import World


def given(number: int, **changes: Any) -> dict[str, Any]:
    usual = {"name": f"第{number}家", "ownership": "private", "sector": "other", "place": place("411002")}
    return usual | {"registration_number": f"{number:015d}"} | changes


@command("enterprise.import_many")
def import_many(*, actor: Actor, rows: list[dict[str, Any]]) -> list[str]:
    """Registers rows as one act; what is refused is left out."""
    refused = []
    with gathered(reason="导入") as gathering:
        for row in rows:
            try:
                last = register_enterprise(actor=actor, **row)
            except Problem as problem:
                refused.append(problem.text)
    record(last, detail={"parts": gathering.parts})
    return refused


_commands.pop("enterprise.import_many")


@pytest.fixture
def clerk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Actor]:
    monkeypatch.setattr("hongxian.kernel.command.term", lambda key: key)
    actor = cast["张慧"]
    grants = dict(actor.grants) | {"enterprise.import_many": actor.scopes("enterprise.register")}
    return Actor(kind=actor.kind, key=actor.key, name=actor.name, grants=grants, organisation=actor.organisation)


def test_one_act_in_parts_names_every_row_and_tells_once(clerk: Actor) -> None:
    entries, messages = Entry.objects.count(), Message.objects.count()
    refused = import_many(actor=clerk, rows=[given(number) for number in range(PART + 5)])
    assert refused == []
    written = Entry.objects.order_by("id")[entries:]
    assert [each.event for each in written] == ["enterprise.register"] * 3 + ["enterprise.import_many"]
    assert [Subject.objects.filter(entry=each).count() for each in written] == [PART, PART, 10, 1]
    assert Message.objects.filter(event="enterprise.register").count() <= 3
    assert Message.objects.count() - messages <= 4
    row = Enterprise.objects.get(name="第7家")
    assert [(each.entry.event, each.reason) for each in timeline(row)] == [("enterprise.register", "导入")]


def test_what_is_refused_leaves_nothing_and_others_stand(clerk: Actor) -> None:
    rows = [given(1), given(2, credit_code="1"), given(3), given(4, is_branch=True)]
    assert len(import_many(actor=clerk, rows=rows)) == 2
    assert Enterprise.objects.filter(name__in=["第2家", "第4家"]).count() == 0
    assert not list(row_findings(chunk=500))


def test_the_scope_is_asked_for_each_place(clerk: Actor, world: World) -> None:
    outside = Place.objects.exclude(path__startswith="410000/").first()
    refused = import_many(actor=clerk, rows=[given(1), given(2, place=outside), given(3, place=outside)])
    assert len(refused) == 2


def test_a_rehearsal_refuses_as_ever_and_undoes_all(clerk: Actor) -> None:
    entries, enterprises = Entry.objects.count(), Enterprise.objects.count()
    with rehearsed(clerk):
        register_enterprise(actor=clerk, **given(1))
        with pytest.raises(Problem):
            register_enterprise(actor=clerk, **given(2, credit_code="1"))
    assert (Entry.objects.count(), Enterprise.objects.count()) == (entries, enterprises)
    assert not Message.objects.filter(event="enterprise.register", subject_key="").exists()
