"""What the URLs of the rooms of prevention and screening name; see `page_objects.py`."""

from datetime import timedelta

from hongxian.modules.base.parties.models import Party, Person
from hongxian.modules.base.places.models import Place
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.prevention.risks.models import PlaceRisk, Risk, RiskWarning
from hongxian.modules.screening.checks.models import Check, Checklist, ChecklistItem, CheckSchedule, CheckTask
from hongxian.modules.screening.grid import commands as grid
from hongxian.modules.screening.hidden_dangers.models import (
    DangerChange,
    Extension,
    FormalNotification,
    HiddenDanger,
    HiddenDangerReport,
    InterimControl,
)
from hongxian.modules.screening.returns.models import HiddenDangerReturn, ReportHint
from hongxian.modules.screening.supervision_orders.commands import request_order_extension
from hongxian.modules.screening.supervision_orders.models import SupervisionOrder, SupervisionTerm
from hongxian.modules.screening.supervision_orders.queries import unlisted


def of_prevention() -> dict[str, str]:
    """By the name of the argument of a URL."""
    return _dangers() | _risks() | _grids() | _checks() | _returns()


def _dangers() -> dict[str, str]:
    """A hidden danger that is to be re-checked, what hangs on others, and a verb of each."""
    return {
        "danger": str(HiddenDanger.objects.get(state="rectified").pk),
        "danger_verb": "cost",
        "extension": str(Extension.objects.get().pk),
        "extension_verb": "agree",
        "danger_change": str(DangerChange.objects.get().pk),
        "change_verb": "refuse",
        "control": str(InterimControl.objects.get().pk),
        "notification": str(FormalNotification.objects.get().pk),
        "notification_verb": "receive",
        "danger_report": str(HiddenDangerReport.objects.get(kind="hidden_danger_work").pk),
        "report_verb": "receive",
        **_orders(),
    }


def _orders() -> dict[str, str]:
    """An order under way with a request for more time, a danger under no order, and a term that is not confirmed."""
    clerk, order = Cast()["张慧"], SupervisionOrder.objects.get(state="treating")
    said = {"asked_until": order.due_on + timedelta(days=30), "reason": "演示", "measures": "演示"}
    asked = request_order_extension(actor=clerk, supervision_order=order, **said)
    return {
        "order": str(order.pk),
        "order_verb": "log",
        "order_extension": str(asked.pk),
        "order_extension_verb": "refuse",
        "unlisted_danger": str(unlisted(clerk).order_by("pk").first().pk),
        "supervision_term": str(SupervisionTerm.objects.get(term_key="longest_limit").pk),
        "term_verb": "confirm",
    }


def _risks() -> dict[str, str]:
    """A risk that is open to every verb, its risk point and enterprise, a risk of a place, and a verb of each."""
    risk = Risk.objects.get(name="入釜清理中毒窒息")
    return {
        "risk": str(risk.pk),
        "risk_verb": "assess",
        "risk_day": str(risk.assessed_on),
        "risk_unit": str(risk.risk_unit_id),
        "unit_verb": "place",
        "risky_enterprise": str(risk.enterprise_id),
        "place_risk": str(PlaceRisk.objects.get(place="411002").pk),
        "place_risk_verb": "announce",
        "risk_warning": str(RiskWarning.objects.get().pk),
        "trade": "machinery",
    }


def _grids() -> dict[str, str]:
    """A grid in which somebody works, one of them, a task, premises, and a visit that went up."""
    boss, worker = Cast()["赵磊"], Cast()["田野"]
    told = {
        "place": Place.objects.get(pk="411081103"),
        "unit_kind": "village",
        "grid_level": 4,
        "is_leaf": True,
        "is_part": True,
    }
    one = grid.open_grid(actor=boss, name="老街社区网格", **told)
    person = Person.objects.get(name="田野")
    member = grid.appoint_member(actor=boss, grid=one, grid_role="member", person=person)
    task = grid.issue_task(actor=boss, grid=one, task_kind="patrol", title="走访", period="month")
    premises = grid.add_premises(actor=worker, grid=one, name="老街作坊", premises_kind="three_in_one")
    visit = grid.record_visit(actor=worker, premises=premises, outcome="entry_refused")
    body = Party.objects.get(name="禹州市应急管理局").pk
    said = {"visit": visit, "kind": "entry_refused", "content": "拒绝进入", "recipient_key": body}
    sent = grid.receive_escalation(actor=boss, grid_escalation=grid.send_escalation(actor=worker, **said))
    made = {"": one, "_member": member, "_task": task, "_premises": premises, "_visit": visit, "_escalation": sent}
    return {f"grid{name}": str(row.pk) for name, row in made.items()} | {"grid_verb": "answer"}


def _checks() -> dict[str, str]:
    """The list by which the chemical works checks itself, its task of this month, its sheet of last month."""
    schedule = CheckSchedule.objects.get()
    checklist = Checklist.objects.get(pk=schedule.checklist_id)
    return {
        "check_schedule": str(schedule.pk),
        "check_task": str(CheckTask.objects.get(state="open").pk),
        "check_sheet": str(Check.objects.get(task__state="done").pk),
        "checklist": str(checklist.pk),
        "checklist_verb": "end",
        "checklist_item": str(ChecklistItem.objects.filter(checklist=checklist).order_by("order").first().pk),
    }


def _returns() -> dict[str, str]:
    """A return, its place and period, a hint."""
    return {
        "hidden_danger_return": str(HiddenDangerReturn.objects.get().pk),
        "report_hint": str(ReportHint.objects.order_by("pk").first().pk),
        "past_month": "2026-10",
    }
