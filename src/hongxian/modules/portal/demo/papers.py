"""Official papers of the demo: one issued and served, one waiting to be signed, one draft."""

from __future__ import annotations

from typing import Any

from hongxian.kernel.clock import today
from hongxian.modules.base.papers import commands as papers
from hongxian.modules.base.records.queries import current_records
from hongxian.modules.base.verdicts.queries import visible_verdicts
from hongxian.modules.portal.demo.cast import Cast


def send_papers(world: Any, told: dict[str, Any]) -> None:
    """Draft, sign, issue and serve the papers of the plan, at the moment at which the clock stands."""
    plan = told["papers"]
    clerk, leader = Cast()[plan["drafts"]], Cast()[plan["signs"]]
    office = world.parties[plan["office"]]
    series = papers.open_series(actor=clerk, issuer=office, code=plan["code"], year=today().year, last=plan["last"])
    verdicts = visible_verdicts(clerk).filter(status="not_met", lapsed_at=None).order_by("obligation", "period", "pk")
    for place, verdict in zip(plan["supervisions"], verdicts, strict=False):
        paper = _draft(clerk, "supervision_notice", str(verdict.pk), office, plan)
        if place != "draft":
            paper = papers.submit_paper(actor=clerk, paper=paper, signer=world.people[plan["signs"]])
        if place == "issued":
            paper = papers.sign_paper(actor=leader, paper=paper)
            paper = papers.issue_paper(actor=clerk, paper=paper, series=series, title_public=True)
            _serve(clerk, paper)
    talk = current_records(clerk).filter(noun="talk").first()
    if talk is not None:
        paper = _draft(clerk, "talk_notice", str(talk.row), office, plan)
        paper = papers.submit_paper(actor=clerk, paper=paper, signer=world.people[plan["signs"]])
        papers.issue_paper(actor=clerk, paper=papers.sign_paper(actor=leader, paper=paper), series=series)


def _draft(clerk: Any, kind: str, subject_key: str, office: Any, plan: dict[str, Any]) -> Any:
    paper = papers.draft_paper(actor=clerk, kind=kind, subject_key=subject_key, issuer=office)
    wording = paper.wording
    for marked, words in plan["filled"].items():
        wording = wording.replace(marked, words)
    names = [each.name for each in paper.recipients.order_by("order")]
    return papers.revise_paper(actor=clerk, paper=paper, wording=wording, recipients=names, copied=plan["copied"])


def _serve(clerk: Any, paper: Any) -> None:
    for recipient in paper.recipients.filter(copied=False):
        papers.serve_paper(actor=clerk, recipient=recipient, way="direct", served_on=today(), receipt_due_on=today())
