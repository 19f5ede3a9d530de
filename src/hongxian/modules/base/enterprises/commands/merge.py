"""Two entries that are one enterprise: proposed by one person, decided by another, never by the system; and taken back
in the same way where they turn out to be two after all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.commands.carrying import note_carried
from hongxian.modules.base.enterprises.commands.restating import restate, set_row
from hongxian.modules.base.enterprises.flow import ENTERPRISE_MERGE
from hongxian.modules.base.enterprises.models import Enterprise, EnterpriseMerge
from hongxian.modules.base.enterprises.queries import carried_keys

_ENTERPRISE = Enterprise._meta.label_lower


@command("enterprise_merge.propose")
def propose_enterprise_merge(*, actor: Actor, duplicate: Enterprise, kept: Enterprise, reason: str) -> EnterpriseMerge:
    """Propose that the duplicate be merged into the one kept. Raises `Problem` where they cannot be one: the same row,
    one merged already, or each with a credit code of its own."""
    if duplicate.pk == kept.pk:
        raise Problem(text.MERGE_ITSELF, field="kept")
    _refuse_two(duplicate, kept)
    if EnterpriseMerge.objects.filter(duplicate=duplicate, state="proposed").exists():
        raise Problem(text.MERGE_PENDING, field="kept")
    merge = EnterpriseMerge.objects.create(duplicate=duplicate, kept=kept, reason=reason, proposed_by=actor.key)
    record(merge, duplicate, kept, reason=reason)
    return merge


@command("enterprise_merge.confirm")
def confirm_enterprise_merge(*, actor: Actor, enterprise_merge: EnterpriseMerge) -> EnterpriseMerge:
    """Merge, as somebody else than who proposed it. The one kept takes over numbers it lacks and the branches; what
    hangs on the duplicate stays there and is shown with the one kept."""
    duplicate, kept = enterprise_merge.duplicate, enterprise_merge.kept
    code, number = duplicate.credit_code or "", duplicate.registration_number
    taken: dict[str, Any] = {
        "taken_credit_code": code,
        "taken_registration_number": "" if kept.registration_number else number,
    }
    ENTERPRISE_MERGE.advance(enterprise_merge, "confirm", actor, decided_by=actor.key, **taken)
    _refuse_two(duplicate, kept)
    set_row(duplicate, None, {"merged_into": kept, "credit_code": None})
    numbers = {"credit_code": kept.credit_code or code or None}
    set_row(kept, None, {**numbers, "registration_number": kept.registration_number or number})
    branches = list(Enterprise.objects.filter(parent=duplicate, withdrawn_at__isnull=True).exclude(pk=kept.pk))
    note_carried(enterprise_merge, _ENTERPRISE, [each.pk for each in branches], "parent")
    touched = _attached(branches, kept, enterprise_merge.reason)
    detail = {"credit_code": code, "registration_number": number}
    record(enterprise_merge, kept, duplicate, *touched, reason=enterprise_merge.reason, detail=detail)
    return enterprise_merge


@command("enterprise_merge.refuse")
def refuse_enterprise_merge(*, actor: Actor, enterprise_merge: EnterpriseMerge, reason: str) -> EnterpriseMerge:
    """Say why the two are not one; both stay."""
    ENTERPRISE_MERGE.advance(enterprise_merge, "refuse", actor, {"reason": reason}, decided_by=actor.key)
    record(enterprise_merge, reason=reason)
    return enterprise_merge


@command("enterprise_merge.contest")
def contest_enterprise_merge(*, actor: Actor, enterprise_merge: EnterpriseMerge, reason: str) -> EnterpriseMerge:
    """Say why two that were merged are not one, and propose that the merge be undone; until somebody else does, it
    stands. Raises `Problem` where it cannot be undone as things are."""
    words = reason.strip()
    said = {"contest_reason": words, "contested_by": actor.key}
    ENTERPRISE_MERGE.advance(enterprise_merge, "contest", actor, {"reason": words}, **said)
    _refuse_undoing(enterprise_merge)
    record(enterprise_merge, enterprise_merge.duplicate, enterprise_merge.kept, reason=words)
    return enterprise_merge


@command("enterprise_merge.undo")
def undo_enterprise_merge(*, actor: Actor, enterprise_merge: EnterpriseMerge) -> EnterpriseMerge:
    """Undo the merge, as somebody else than who contested it: the duplicate stands by itself again, with its numbers
    and branches and all that the merge carried over; what was entered under the one kept since stays there.

    Raises `Problem` where the one kept was merged itself, somebody else bears the credit code of the duplicate, or the
    one kept would be left without any number.
    """
    ENTERPRISE_MERGE.advance(enterprise_merge, "undo", actor, undone_by=actor.key)
    _refuse_undoing(enterprise_merge)
    duplicate, kept = enterprise_merge.duplicate, enterprise_merge.kept
    set_row(kept, None, _numbers_left(enterprise_merge))
    set_row(duplicate, None, {"merged_into": None, "credit_code": enterprise_merge.taken_credit_code or None})
    branches = Enterprise.objects.filter(parent=kept, pk__in=carried_keys(enterprise_merge, _ENTERPRISE, "parent"))
    touched = _attached(branches, duplicate, enterprise_merge.contest_reason)
    record(enterprise_merge, duplicate, kept, *touched, reason=enterprise_merge.contest_reason)
    return enterprise_merge


@command("enterprise_merge.uphold")
def uphold_enterprise_merge(*, actor: Actor, enterprise_merge: EnterpriseMerge, reason: str) -> EnterpriseMerge:
    """Say why a contested merge stands."""
    words = reason.strip()
    ENTERPRISE_MERGE.advance(enterprise_merge, "uphold", actor, {"reason": words})
    record(enterprise_merge, reason=words)
    return enterprise_merge


def _refuse_two(duplicate: Enterprise, kept: Enterprise) -> None:
    if duplicate.merged_into_id is not None or kept.merged_into_id is not None:
        raise Problem(text.WAS_MERGED, field="kept")
    if duplicate.credit_code and kept.credit_code:
        words = {"one": duplicate.credit_code, "other": kept.credit_code}
        raise Problem(text.TWO_CODES.format(**words), field="kept")


def _refuse_undoing(merge: EnterpriseMerge) -> None:
    """Raise `Problem` where what happened since stands in the way of undoing it."""
    duplicate, kept, code = merge.duplicate, merge.kept, merge.taken_credit_code
    if kept.merged_into is not None:
        raise Problem(text.UNDO_MERGED_AGAIN.format(name=kept.name, into=kept.merged_into.name))
    bearer = Enterprise.objects.filter(credit_code=code).exclude(pk=kept.pk).first() if code else None
    if bearer is not None:
        raise Problem(text.UNDO_CODE_TAKEN.format(name=duplicate.name, code=code, other=bearer.name))
    if not any(_numbers_left(merge).values()):
        raise Problem(text.UNDO_NO_NUMBER.format(kept=kept.name, duplicate=duplicate.name))


def _numbers_left(merge: EnterpriseMerge) -> dict[str, Any]:
    """The numbers of the one kept without those that it took over; what it got since is its own."""
    kept, code, number = merge.kept, merge.taken_credit_code, merge.taken_registration_number
    return {
        "credit_code": kept.credit_code if kept.credit_code != code else None,
        "registration_number": kept.registration_number if kept.registration_number != number else "",
    }


def _attached(branches: Iterable[Enterprise], parent: Enterprise, reason: str) -> list[Model]:
    """Let these belong to the parent, for as long as they belonged to what was or is one with it; the rows touched."""
    told: dict[str, Any] = {"version": None, "valid_from": today(), "basis": reason, "is_correction": True}
    return [row for each in branches for row in restate(each, {"parent": parent}, **told)]
