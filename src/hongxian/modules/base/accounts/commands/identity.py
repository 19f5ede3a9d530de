"""Writes of identities: which subject of an identity service is which account."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.accounts import text
from hongxian.modules.base.accounts.models import Identity, User


@command("identity.link")
def link_identity(*, actor: Actor, user: User, provider: str, subject_identifier: str, reason: str) -> Identity:
    """Let a subject of an identity service log in as that account. Raises `Problem` when the subject belongs to an
    account, the account has a subject of that service, or it is one's own account."""
    if actor.key == str(user.person_id):
        raise Problem(text.NOT_OWN_ACCOUNT)
    if (
        taken := Identity.objects.filter(provider=provider, subject_identifier=subject_identifier)
        .select_related("user")
        .first()
    ):
        raise Problem(
            text.SUBJECT_TAKEN.format(subject=subject_identifier, username=taken.user.username),
            field="subject_identifier",
        )
    if had := Identity.objects.filter(provider=provider, user=user).first():
        raise Problem(
            text.ACCOUNT_LINKED.format(username=user.username, subject=had.subject_identifier),
            field="subject_identifier",
        )
    identity = Identity.objects.create(
        user=user, provider=provider, subject_identifier=subject_identifier, linked_at=now()
    )
    record(identity, user, reason=reason)
    return identity


@command("identity.unlink")
def unlink_identity(*, actor: Actor, identity: Identity, reason: str) -> None:
    """From now on that subject logs in as nobody."""
    record(identity, reason=reason, erased=True)
    identity.delete()
