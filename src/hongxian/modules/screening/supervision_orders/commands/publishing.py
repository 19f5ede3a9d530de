"""Telling the public: that an order was issued, that a treatment is complete."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import one_of, said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.records.commands import enter_record
from hongxian.modules.base.records.queries import open_registers
from hongxian.modules.screening.supervision_orders import text
from hongxian.modules.screening.supervision_orders.commands.checking import day_done
from hongxian.modules.screening.supervision_orders.desk import done, source_of
from hongxian.modules.screening.supervision_orders.models import PUBLICATION_KINDS, OrderPublication, SupervisionOrder


@command("order_publication.publish")
def publish_order(
    *,
    actor: Actor,
    supervision_order: SupervisionOrder,
    kind: str,
    title: str,
    content: str,
    published_on: date | None = None,
) -> OrderPublication:
    """Put words on the public page: of an issued order, or of a completed treatment. The completion of a danger also
    goes into the register of publications of the place, where one is kept: from it verdicts are drawn.

    Raises `Problem` where there is nothing yet to publish, or it was published.
    """
    one_of("publication_kind", kind, PUBLICATION_KINDS)
    earliest = supervision_order.ordered_on if kind == "listing" else supervision_order.closed_on
    if earliest is None or supervision_order.state == "withdrawn":
        raise Problem(text.NOTHING_TO_PUBLISH.format(state=term(f"supervision_order:{supervision_order.state}")))
    if supervision_order.publications.filter(kind=kind).exists():
        raise Problem(text.PUBLISHED_ALREADY)
    day = day_done("published_on", published_on, earliest)
    publication = OrderPublication.objects.create(
        supervision_order=supervision_order,
        kind=kind,
        title=said("title", title),
        content=said("content", content),
        published_on=day,
        record_key=_in_register(actor, supervision_order, day) if kind == "completion" else None,
        recorded_at=now(),
        recorded_by_name=actor.name,
    )
    entry = record(publication)
    done(source_of(supervision_order, f"publish:{kind}"), entry.pk)
    return publication


def _in_register(actor: Actor, order: SupervisionOrder, day: date) -> UUID | None:
    """The row of the register of publications, if one is kept for the place; it is part of this act."""
    register = open_registers("publication", order.place_path).order_by("-place__path").first()
    if register is None or order.hidden_danger_id is None:
        return None
    entered = enter_record(
        actor=actor.lent("record.enter", "party.view", "hidden_danger.view"),
        register=register,
        values={
            "subject_kind": "hidden_danger_completion",
            "subject": order.hidden_danger_id,
            "publisher": order.issuer,
            "published_on": day,
        },
        place=order.place_id,
        evidence=text.PUBLICATION_EVIDENCE.format(number=order.order_number or order.subject_words[:40]),
    )
    return entered.row
