"""Reads of what people keep of the registers: each person sees their own."""

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.registers.models import Export, ListSetting, SavedFilter


def visible_saved_filters(actor: Actor, permission: str = "saved_filter.view") -> QuerySet[SavedFilter]:
    """The actor's own saved filters."""
    rows = SavedFilter.objects.filter(person=actor.key)
    return rows if actor.key and actor.may(permission) else rows.none()


def visible_list_settings(actor: Actor, permission: str = "list_setting.set") -> QuerySet[ListSetting]:
    """The actor's own settings."""
    rows = ListSetting.objects.filter(person=actor.key)
    return rows if actor.key and actor.may(permission) else rows.none()


def visible_exports(actor: Actor, permission: str = "export.make") -> QuerySet[Export]:
    """The actor's own exports; those of others stand in the ledger."""
    rows = Export.objects.filter(exported_by=actor.key)
    return rows if actor.key and actor.may(permission) else rows.none()


def saved_filters_of(actor: Actor, register: str) -> list[SavedFilter]:
    """The filters that the actor keeps of a register, by name."""
    return list(visible_saved_filters(actor).filter(register=register).order_by("name"))


def setting_of(actor: Actor, register: str) -> ListSetting:
    """How the actor looks at a register; one that was never saved where nothing was chosen."""
    return visible_list_settings(actor).filter(register=register).first() or ListSetting(register=register, columns=[])
