"""What somebody may see behind a verdict: rows of some facts are for named posts only, while the verdict itself and its
counts are for whoever may see the verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse

from hongxian.kernel.actor import Actor
from hongxian.kernel.module import MenuItem, modules, source_of
from hongxian.kernel.rules import verdict as rules
from hongxian.kernel.rules.concealing import concealed
from hongxian.kernel.rules.explanation import sentence
from hongxian.kernel.rules.verdict import Missing, MissingKind
from hongxian.modules.base.verdicts import text
from hongxian.modules.base.verdicts.judging import Case
from hongxian.modules.base.verdicts.queries import RESTRICTED


@dataclass(frozen=True)
class Lack:
    """What is missing for a judgement, in a sentence, and the page on which it can be supplied, if the actor may open
    it."""

    sentence: str
    address: str = ""
    label: str = ""


def why_unseen(actor: Actor, case: Case) -> str:
    """Why the actor does not see all rows behind the case, in a sentence; empty where they may be seen."""
    reasons = case.obligation.restricted.values()
    if not reasons or _reaches(actor, RESTRICTED, case):
        return ""
    return text.ROWS_UNSEEN.format(reason=text.LISTED.join(dict.fromkeys(reasons)))


def as_seen(actor: Actor, case: Case, found: rules.Verdict) -> rules.Verdict:
    """The verdict as the actor may see it: with its rows, or, of the parts whose rows only named posts may see, with
    their numbers only and a remark that says why."""
    why = why_unseen(actor, case)
    return replace(concealed(found, case.obligation.restricted), remarks=(*found.remarks, why)) if why else found


def lacks_of(actor: Actor, case: Case, found: rules.Verdict) -> list[Lack]:
    """What is missing, each with the page that may help."""
    return [Lack(sentence(each), *_remedy(actor, case, each)) for each in found.missing]


def _remedy(actor: Actor, case: Case, missing: Missing) -> tuple[str, str]:
    if missing.kind is MissingKind.PARAMETER and actor.may("parameter_value.view"):
        may_set = _reaches(actor, "parameter_value.set", case)
        address = reverse("policies:parameter", args=[case.adoption.pack.code, missing.key])
        return address, text.SET_PARAMETER if may_set else text.SEE_PARAMETER
    if missing.kind not in (MissingKind.SOURCE, MissingKind.MEMBERS):
        return "", ""
    if source_of(missing.key) is not None:
        item = _list_of(missing.key)
        return (reverse(item.url), text.SEE_LIST) if item and actor.may(item.permission) else ("", "")
    if not actor.may("register.view"):
        return "", ""
    may_open = missing.kind is MissingKind.SOURCE and _reaches(actor, "register.open", case)
    address = reverse("records:kind", args=[missing.key])
    return (
        (f"{address}?place={case.holder.get('place')}#open", text.OPEN_REGISTER)
        if may_open
        else (address, text.SEE_REGISTER)
    )


def _list_of(fact: str) -> MenuItem | None:
    """The menu entry of the room that tells a fact: that of its noun, else the first."""
    for module in modules().values():
        nouns = {source.fact: source.noun or source.fact for source in module.facts}
        if fact in nouns and module.menu:
            return next((item for item in module.menu if item.key == nouns[fact]), module.menu[0])
    return None


def _reaches(actor: Actor, permission: str, case: Case) -> bool:
    """Whether the permission is held over the body that answers for the case."""
    own = {"path": str(case.holder.get("place_path") or ""), "organisation": case.holder.id}
    for scope in actor.scopes(permission):
        limits = scope.limits()
        if (
            limits.keys() <= own.keys()
            and own["path"].startswith(scope.path)
            and limits.get("organisation", case.holder.id) == case.holder.id
        ):
            return True
    return False
