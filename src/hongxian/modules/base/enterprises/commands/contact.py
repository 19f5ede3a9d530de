"""Whom to call in an enterprise: kept apart, shown on request only."""

from __future__ import annotations

import re

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.models import Enterprise, EnterpriseContact

_PHONE = re.compile(r"\+?[0-9][0-9 -]{5,28}")


@command("enterprise_contact.set")
def set_enterprise_contact(*, actor: Actor, enterprise: Enterprise, contact_name: str, phone: str) -> EnterpriseContact:
    """Say whom to call; what was known before is overwritten, and the number does not stand in the ledger."""
    if not _PHONE.fullmatch(phone.strip()):
        raise Problem(text.NO_PHONE, field="phone")
    contact, _ = EnterpriseContact.objects.update_or_create(
        enterprise=enterprise, defaults={"contact_name": contact_name.strip(), "phone": phone.strip()}
    )
    record(contact, enterprise)
    return contact


@command("enterprise_contact.reveal")
def reveal_enterprise_contact(*, actor: Actor, enterprise_contact: EnterpriseContact, purpose: str) -> str:
    """The whole number, for a purpose that is put on record. Raises `Problem` without one."""
    if len(purpose.strip()) < 2:
        raise Problem(text.PURPOSE_NEEDED, field="purpose")
    record(enterprise_contact, enterprise_contact.enterprise, reason=purpose.strip())
    return enterprise_contact.phone


@command("enterprise_contact.remove")
def remove_enterprise_contact(*, actor: Actor, enterprise_contact: EnterpriseContact, reason: str) -> Enterprise:
    """Delete whom to call, once the work does not need it any more."""
    if not reason.strip():
        raise Problem(text.REASON_NEEDED, field="reason")
    enterprise = enterprise_contact.enterprise
    record(enterprise_contact, reason=reason, erased=True)
    enterprise_contact.delete()
    return enterprise
