"""Reads of enterprises."""

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor, scoped
from hongxian.modules.base.enterprises.models import Enterprise, ResponsiblePerson


def visible_enterprises(actor: Actor, permission: str = "enterprise.view") -> QuerySet[Enterprise]:
    """The enterprises within the actor's scope."""
    rows = Enterprise.objects.select_related("place")
    return scoped(rows, actor, permission, path="place__path", sector="sector", enterprise="id")


def visible_responsible_people(
    actor: Actor, permission: str = "responsible_person.view"
) -> QuerySet[ResponsiblePerson]:
    """Who answers for safety in the enterprises within the actor's scope, all versions."""
    rows = ResponsiblePerson.objects.select_related("enterprise", "person")
    return scoped(
        rows,
        actor,
        permission,
        path="enterprise__place__path",
        sector="enterprise__sector",
        enterprise="enterprise_id",
    )
