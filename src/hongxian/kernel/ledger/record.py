"""Writing to the ledger. Only a command does so, through `record`."""

import secrets
from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction
from django.db.models import Model

from hongxian.kernel import text
from hongxian.kernel.act import Act, current_act
from hongxian.kernel.actor import Actor
from hongxian.kernel.ledger.canonical import Json, plain, salted
from hongxian.kernel.ledger.insert import insert
from hongxian.kernel.ledger.models import Entry, Payload, Pending, Subject
from hongxian.kernel.ledger.state import state_of
from hongxian.kernel.ledger.verifier import manifest_hash
from hongxian.kernel.module import noun_of
from hongxian.kernel.problem import AlreadyDone
from hongxian.kernel.search.entries import note


def record(
    subject: Model,
    *also: Model,
    reason: str = "",
    detail: Mapping[str, object] | None = None,
    pack: str = "",
    erased: bool = False,
    facts: Iterable[str] = (),
) -> Entry:
    """Write one entry under the name of the act under way, naming the rows as they now stand.

    Call it after the rows are saved. `erased` says that the rows named are deleted by this act (call it before
    deleting, while they still have their keys). `facts` are facts that this act may have changed, where its event
    alone does not tell: whoever subscribed to changed facts is told of them. Every row must belong to a declared noun
    (TypeError). Raises `NoAct` outside a command, `AlreadyDone` when the same request was carried out meanwhile.
    """
    act = current_act()
    rows = _by_name((subject, *also))
    stated = not erased and (act.gathering is None or act.gathering.kept)
    states = {name: state_of(row) if stated else None for name, row in rows.items()}
    act.facts.update(facts)
    if act.gathering is not None and act.gathering.takes(act):
        found: Entry = act.gathering.take(act, states)
        return found
    entry = write(act, states, reason=reason, detail=detail, pack=pack)
    act.entries.append(entry)
    return entry


def write(
    act: Act,
    states: Mapping[str, Json],
    *,
    reason: str = "",
    detail: Mapping[str, object] | None = None,
    pack: str = "",
) -> Entry:
    """Insert one entry under the name of an act: the states of rows by their names, None for those that are gone. For
    `record` and `gathering`; nobody else."""
    salt, content = secrets.token_hex(32), _content(act.actor, reason, detail, states)
    subjects = _subjects(salt, states)
    entry = Entry(
        event=act.name,
        actor_kind=str(act.actor.kind),
        actor_key=act.actor.key,
        actor_post=act.actor.post,
        actor_organisation=act.actor.organisation,
        actor_path=act.actor.path,
        subject_kind=subjects[0].kind,
        subject_key=subjects[0].key,
        request_key=act.actor.request_key or None if act.outer is None and not act.entries else None,
        pack=pack,
        digest=salted(salt, content),
        manifest=manifest_hash([each.kind, each.key, each.digest] for each in subjects),
    )
    _insert(entry)
    _insert_beside(entry, Payload(entry=entry, salt=salt, content=content), subjects)
    note(states)
    return entry


def done_before(request_key: str) -> Entry | None:
    """The first entry of the act that carried out this request, if one did."""
    return Entry.objects.filter(request_key=request_key).first()


def name_of(row: Model) -> str:
    """The row's name in the ledger, `<noun>:<key>`; TypeError if no room declares its noun."""
    noun = noun_of(type(row))
    if noun is None or row.pk is None:
        raise TypeError(f"{type(row).__name__}: no noun or no key, so the ledger cannot name it")
    return f"{noun.key}:{row.pk}"


def _by_name(rows: tuple[Model, ...]) -> dict[str, Model]:
    """The rows by name, each once, the subject first."""
    return {name_of(row): row for row in rows}


def _content(
    actor: Actor, reason: str, detail: Mapping[str, object] | None, states: Mapping[str, object]
) -> dict[str, object]:
    mandate = actor.mandate
    by = {"mandate": {"kind": mandate.kind, "key": mandate.key, "name": mandate.name}} if mandate else {}
    return by | {
        "actor_name": actor.name,
        "post_name": actor.post_name,
        "organisation_name": actor.organisation_name,
        "channel": actor.channel,
        "reason": reason,
        "detail": plain(detail or {}),
        "states": states,
    }


def _subjects(salt: str, states: Mapping[str, Json]) -> list[Subject]:
    """The list of rows, in order; a row that is gone has no digest."""
    found = []
    for seq, (name, state) in enumerate(states.items()):
        kind, key = name.split(":", 1)
        found.append(Subject(seq=seq, kind=kind, key=key, digest="" if state is None else salted(salt, state)))
    return found


def _insert_beside(entry: Entry, payload: Payload, subjects: list[Subject]) -> None:
    insert([payload])
    for each in subjects:
        each.entry = entry
    insert(subjects)
    insert([Pending(entry=entry)])


def _insert(entry: Entry) -> None:
    """Insert the entry; of two racing requests with one key the later is told that the other carried it out."""
    if entry.request_key is None:
        insert([entry])
        return
    try:
        with transaction.atomic():
            insert([entry])
    except IntegrityError as error:
        other = done_before(entry.request_key)
        if other is None:
            raise
        raise AlreadyDone(text.ALREADY_DONE, subject_kind=other.subject_kind, subject_key=other.subject_key) from error
