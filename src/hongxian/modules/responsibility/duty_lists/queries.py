"""Reads of duty lists and roles."""

from datetime import date

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor, scoped
from hongxian.kernel.two_times import valid
from hongxian.modules.responsibility.duty_lists.models import DutyItem, DutyList, SafetyRole


def visible_duty_lists(actor: Actor, permission: str = "duty_list.view") -> QuerySet[DutyList]:
    """The lists issued by the parties within the actor's scope."""
    rows = DutyList.objects.select_related("issuer__place")
    return scoped(rows, actor, permission, path="issuer__place__path", organisation="issuer_id")


def visible_duty_items(actor: Actor, permission: str = "duty_item.view") -> QuerySet[DutyItem]:
    """The items of the lists within the actor's scope."""
    rows = DutyItem.objects.select_related("duty_list", "post")
    return scoped(rows, actor, permission, path="duty_list__issuer__place__path", organisation="duty_list__issuer_id")


def visible_safety_roles(actor: Actor, permission: str = "safety_role.view") -> QuerySet[SafetyRole]:
    """The roles of the posts within the actor's scope, all versions."""
    rows = SafetyRole.objects.select_related("post__party")
    return scoped(rows, actor, permission, path="post__party__place__path", organisation="post__party_id")


def items_of(duty_list: DutyList) -> QuerySet[DutyItem]:
    """The items of a list that the caller may see, by post."""
    return duty_list.items.select_related("post").order_by("post__name", "pk")


def roles_on(actor: Actor, day: date) -> QuerySet[SafetyRole]:
    """The division of work within the actor's scope as it holds on the day."""
    return valid(visible_safety_roles(actor), day).order_by("role", "post__name")
