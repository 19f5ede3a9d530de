"""What every command of this room looks at before it writes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.screening.supervision_orders import text
from hongxian.modules.screening.supervision_orders.models import SupervisionOrder

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party

ISSUING_KINDS = ("government", "zone", "committee", "committee_office", "department")


def day_done(field: str, day: date | None, earliest: date | None) -> date:
    """The day on which something was done (today, if not given): not before `earliest`, not ahead."""
    found = day or today()
    if found > today() or (earliest is not None and found < earliest):
        words = text.DAY_RANGE.format(label=term(field), found=found, earliest=earliest or text.ANY_DAY, today=today())
        raise Problem(words, field=field)
    return found


def may_issue(issuer: Party, place_path: str) -> None:
    """Refuse a body that cannot put what lies at that path under supervision: an enterprise, one that was dissolved, or
    one of another place."""
    if issuer.kind not in ISSUING_KINDS:
        raise Problem(text.NOT_ISSUING.format(party=issuer.name), field="issuer")
    if issuer.dissolved_on is not None:
        raise Problem(text.DISSOLVED.format(party=issuer.name, day=issuer.dissolved_on), field="issuer")
    if not place_path.startswith(issuer.place.path):
        raise Problem(text.OTHER_PLACE.format(party=issuer.name, place=issuer.place.name), field="issuer")


def held(order: SupervisionOrder) -> None:
    """Keep the order as it was read until this act ends; `Stale` if its state or day changed meanwhile."""
    now_is = SupervisionOrder.objects.select_for_update().values_list("state", "due_on").get(pk=order.pk)
    if now_is != (order.state, order.due_on):
        raise Stale(STALE)


def in_state(order: SupervisionOrder, states: tuple[str, ...], sentence: str) -> None:
    """Refuse an order that is in none of these states."""
    if order.state not in states:
        raise Problem(sentence.format(state=term(f"supervision_order:{order.state}")))
