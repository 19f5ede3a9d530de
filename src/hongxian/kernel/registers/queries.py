"""Reads of what people keep of the registers: each person sees their own."""

from datetime import datetime

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor, ActorKind
from hongxian.kernel.registers.models import BulkAct, Export, ListSetting, SavedFilter


def visible_saved_filters(actor: Actor, permission: str = "saved_filter.view") -> QuerySet[SavedFilter]:
    """The actor's own saved filters."""
    rows = SavedFilter.objects.filter(person=actor.key)
    return rows if actor.key and actor.may(permission) else rows.none()


def visible_list_settings(actor: Actor, permission: str = "list_setting.set") -> QuerySet[ListSetting]:
    """The actor's own settings."""
    rows = ListSetting.objects.filter(person=actor.key)
    return rows if actor.key and actor.may(permission) else rows.none()


def visible_exports(actor: Actor, permission: str = "export.make") -> QuerySet[Export]:
    """The actor's own exports; all of them for the system, which makes them. Those of others stand in the ledger."""
    rows = Export.objects.all()
    if not actor.key or not actor.may(permission):
        return rows.none()
    return rows if actor.kind is ActorKind.SYSTEM else rows.filter(exported_by=actor.key)


def visible_bulk_acts(actor: Actor, permission: str = "bulk_act.view") -> QuerySet[BulkAct]:
    """What the actor had done with many rows; all of it for the system. What others did stands in the ledger."""
    rows = BulkAct.objects.all()
    if not actor.key or not actor.may(permission):
        return rows.none()
    return rows if actor.kind is ActorKind.SYSTEM else rows.filter(person=actor.key)


def bulk_act_with(key: str) -> BulkAct | None:
    """The act on many rows with that key, for the worker."""
    return BulkAct.objects.filter(pk=key).first()


def is_waiting(bulk_act: BulkAct) -> bool:
    """Whether nobody stopped it meanwhile."""
    return BulkAct.objects.filter(pk=bulk_act.pk, state="waiting").exists()


def export_with(key: str) -> Export | None:
    """The export with that key, for the worker."""
    return Export.objects.filter(pk=key).first()


def exports_expired(at: datetime) -> QuerySet[Export]:
    """The large exports whose file is to be cleared."""
    return Export.objects.filter(state__in=("made", "failed"), expires_at__lt=at).order_by("pk")


def saved_filters_of(actor: Actor, register: str) -> list[SavedFilter]:
    """The filters that the actor keeps of a register, by name."""
    return list(visible_saved_filters(actor).filter(register=register).order_by("name"))


def setting_of(actor: Actor, register: str) -> ListSetting:
    """How the actor looks at a register; one that was never saved where nothing was chosen."""
    return visible_list_settings(actor).filter(register=register).first() or ListSetting(register=register, columns=[])
