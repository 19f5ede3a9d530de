"""The few writes of ledger and outbox that are acts themselves: keys, the erasure of a payload, a retry."""

from django.apps import apps
from django.db.models import Model

from hongxian.kernel import module
from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.custody.flow import MESSAGE
from hongxian.kernel.ledger import signing, text
from hongxian.kernel.ledger.canonical import moment, salted
from hongxian.kernel.ledger.lock import sealing_lock
from hongxian.kernel.ledger.models import Entry, Key, Payload, Subject
from hongxian.kernel.ledger.record import record
from hongxian.kernel.ledger.state import state_of
from hongxian.kernel.ledger.verifier import key_message
from hongxian.kernel.outbox.models import Message
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE


@command("signing_key.create")
def create_key(*, actor: Actor) -> Key:
    """Make the first signing key, or take the one that lies in the data directory already."""
    sealing_lock(wait=True)
    if Key.objects.exists():
        raise Problem(text.KEY_EXISTS)
    signer = signing.first_signer()
    key = Key(id=signer.fingerprint, public=signer.public, valid_from=now())
    key.save(force_insert=True)
    record(key)
    return key


@command("signing_key.rotate")
def rotate_key(*, actor: Actor, reason: str, lost: bool = False) -> Key:
    """Retire the key in use and begin with a new one, which the old one signs.

    `lost`: the old private key is gone, so the new one stands without endorsement and must be published anew; refused
    while the old one is usable. Needs a reason.
    """
    _need(reason)
    sealing_lock(wait=True)
    old = signing.current_key()
    if old is None:
        raise Problem(text.NO_KEY)
    endorser = _endorser(old, lost)
    signer, moment_of_change = signing.next_signer(), now()
    key = Key(id=signer.fingerprint, public=signer.public, valid_from=moment_of_change)
    if endorser is not None:
        key.endorsed_by = old.id
        fields = {
            "key": key.id,
            "public": key.public,
            "valid_from": moment(key.valid_from),
            "endorsed_by": old.id,
        }
        key.endorsement = endorser.sign(key_message(fields))
    key.save(force_insert=True)
    if not Key.objects.filter(pk=old.pk, retired_at__isnull=True).update(retired_at=moment_of_change):
        raise Stale(STALE)
    old.refresh_from_db()
    record(key, old, reason=reason, detail={"lost": lost})
    return key


@command("ledger.erase_payload")
def erase_payload(*, actor: Actor, entry: Entry, reason: str) -> Entry:
    """Erase names, reason, detail and states of an entry, for good; entry, leaf and proofs stay. Needs a reason.

    Rows for which this was the last word are named again by the erasing entry, so that they stay comparable; refused
    when one of them no longer is what was recorded. Returns the erasing entry.
    """
    _need(reason)
    payload = Payload.objects.select_for_update().get(pk=entry.pk)
    if payload.content is None:
        raise Problem(text.ERASED_ALREADY)
    erasing = record(entry, *_rows_last_named_by(entry, payload.salt), reason=reason)
    Payload.objects.filter(pk=entry.pk).update(content=None, salt="")
    return erasing


@command("message.retry")
def retry_message(*, actor: Actor, message: Message) -> Message:
    """Put a message that was given up back into the queue, due at once and with all its attempts before it.

    Raises `Problem` unless it has failed, `Stale` when somebody else put it back meanwhile. The last error stays.
    """
    message = MESSAGE.advance(message, "retry", actor, attempts=0, next_at=now())
    record(message)
    return message


def _need(reason: str) -> None:
    if not reason.strip():
        raise Problem(text.REASON_MISSING, field="reason")


def _endorser(old: Key, lost: bool) -> signing.Signer | None:
    try:
        signer = signing.signer_of(old)
    except signing.KeyUnusable:
        if lost:
            return None
        raise
    if lost:
        raise Problem(text.KEY_NOT_LOST)
    return signer


def _rows_last_named_by(entry: Entry, salt: str) -> list[Model]:
    found = []
    for subject in entry.subjects.exclude(digest="").exclude(kind="entry"):
        if Subject.objects.filter(kind=subject.kind, key=subject.key, pk__gt=subject.pk).exists():
            continue
        manager = apps.get_model(module.noun(subject.kind).model)._base_manager
        row = manager.filter(pk=subject.key).first()
        if row is None or salted(salt, state_of(row)) != subject.digest:
            raise Problem(text.ROW_DIFFERS.format(name=f"{subject.kind}:{subject.key}"))
        found.append(row)
    return found
