"""Rows of the plans of registers whose noun a room has taken over: they are carried out by that room's commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.modules.base.parties.queries import governing_bodies
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.supervision import commands as supervision
from hongxian.modules.portal.demo import checks, dangers, grids, orders, risks
from hongxian.modules.portal.demo.cast import plan
from hongxian.modules.responsibility.pledges import commands as pledges
from hongxian.modules.responsibility.pledges.commands import EnterprisePost, Signed
from hongxian.modules.responsibility.pledges.commands import Wording as LinkWording
from hongxian.modules.responsibility.power_lists import commands as power_lists
from hongxian.modules.responsibility.power_lists.commands import Item

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


OF_ROOMS = (
    "duty_and_power_list",
    "post_responsibility",
    "safety_promise",
    "responsibility_letter",
    "supervised_sector",
    "direct_supervision",
    "supervision_order",
    *checks.NOUNS,
    *dangers.NOUNS,
    *risks.NOUNS,
    *grids.NOUNS,
)
"""The nouns whose rows are carried out here."""


@dataclass
class Rooms:
    """What the rooms are told for one place, by whoever enters its registers and confirms them."""

    code: str
    enters: Actor
    confirms: Actor
    day: date
    _links: dict[str, Any] = field(default_factory=dict)

    def filler(self, noun: str) -> Callable[[Mapping[str, Any]], Any] | None:
        """What carries out a row of that noun; None where a register keeps it."""
        if noun not in OF_ROOMS:
            return None
        if noun in checks.NOUNS:
            return checks.Filler(self.enters, self.confirms, self.day).filler(noun)
        if noun in dangers.NOUNS:
            return dangers.Filler(self.code, self.enters, self.confirms).filler(noun)
        if noun in risks.NOUNS:
            return risks.Filler(self.code, self.enters, self.day).filler(noun)
        if noun in grids.NOUNS:
            return grids.Filler(self.enters, self.confirms, self.day).filler(noun)
        if noun == "supervision_order":
            return partial(orders.fill, self.enters)
        found: Callable[[Mapping[str, Any]], Any] = getattr(self, f"fill_{noun}")
        return found

    def fill_duty_and_power_list(self, row: Mapping[str, Any]) -> Any:
        """A body's list, confirmed, and public if the row says so."""
        told = plan("power_lists")["elsewhere"]
        version = power_lists.draw_up_version(
            actor=self.enters, body=row["department"], kind=row["kind"], issued_on=self.day
        )
        items = [Item(str(code), title) for code, title in told["items"]]
        power_lists.set_items(actor=self.enters, version=version, items=items)
        power_lists.submit_version(actor=self.enters, version=version)
        power_lists.confirm_version(actor=self.confirms, version=version)
        if row["publicised"]:
            where = {"published_on": self.day, "published_where": told["where"]}
            power_lists.publish_version(actor=self.enters, version=version, **where)
        return version

    def fill_post_responsibility(self, row: Mapping[str, Any]) -> Any:
        """The letter of a post in an enterprise, signed if the row says so."""
        post = EnterprisePost(row["post_name"], row["post_kind"], first_responsible=row["first_responsible"])
        return self._letter("posts", row, post)

    def fill_safety_promise(self, row: Mapping[str, Any]) -> Any:
        """The promise of an enterprise, signed if the row says so."""
        return self._letter("promises", row, None)

    def fill_responsibility_letter(self, row: Mapping[str, Any]) -> Any:
        """A letter between two bodies or two posts, signed by both sides."""
        sides = {
            mine: row[name]
            for name, mine in (
                ("signer", "giver"),
                ("receiver", "bearer"),
                ("signer_post", "giver_post"),
                ("receiver_post", "bearer_post"),
            )
            if name in row
        }
        tier = "leaders" if "bearer_post" in sides else "bodies"
        link = self._links.get(tier) or self._open(tier)
        pledge = pledges.issue_pledge(actor=self.enters, link=link, **sides)
        posts = {"giver": sides.get("giver_post"), "bearer": sides.get("bearer_post")}
        signed = {side: Signed(row[f"{side}_name"], self.day, post=post) for side, post in posts.items()}
        pledges.sign_pledge(actor=self.enters, pledge=pledge, signatures=signed)
        return pledges.confirm_pledge(actor=self.confirms, pledge=pledge)

    def fill_supervised_sector(self, row: Mapping[str, Any]) -> Any:
        """A sector that somebody must supervise."""
        return supervision.register_sector(
            actor=self.enters,
            government=row["government"],
            name=row["name"],
            code=row.get("code", ""),
            lead_department=row.get("lead_department"),
            basis=plan("supervision")["elsewhere"]["basis"],
            valid_from=self.day,
        )

    def fill_direct_supervision(self, row: Mapping[str, Any]) -> Any:
        """Of a sector, the rule that its enterprises are supervised by that body; of an enterprise, a decision."""
        told = plan("supervision")["elsewhere"]
        if "sector" in row:
            sector, body = row["sector"], row["department"]
            wording = supervision.Wording(
                "direct", sector.name, row.get("document", told["basis"]), sectors=[sector.code]
            )
            rule = supervision.propose_rule(
                actor=self.enters, place=self._place, wording=wording, body=body, valid_from=self.day
            )
            return supervision.confirm_rule(actor=self.confirms, rule=rule)
        override = supervision.propose_override(
            actor=self.enters,
            enterprise=row["enterprise"],
            kind="direct",
            body=row["department"],
            valid_from=self.day,
            reason=told["reason"],
            basis=row.get("document", ""),
        )
        return supervision.confirm_override(actor=self.confirms, override=override)

    @property
    def _place(self) -> Place:
        return place(self.code)

    def _letter(self, tier: str, row: Mapping[str, Any], post: EnterprisePost | None) -> Any:
        told = plan("pledges")["elsewhere"]
        link = self._links.get(tier) or self._open(tier)
        pledge = pledges.issue_pledge(actor=self.enters, link=link, enterprise=row["enterprise"], post=post)
        if not row["signed"]:
            return pledge
        signed = {"bearer": Signed(told["signer"], self.day)}
        if post is not None:
            signed["giver"] = Signed(told["giver"], self.day)
        pledges.sign_pledge(actor=self.enters, pledge=pledge, signatures=signed)
        return pledges.confirm_pledge(actor=self.confirms, pledge=pledge)

    def _open(self, tier: str) -> Any:
        """The links of a round of the place, drawn up and approved."""
        told = plan("pledges")["elsewhere"]
        held = pledges.draw_up_round(
            actor=self.enters,
            issuer=governing_bodies().filter(place=self.code).order_by("pk")[0],
            year=self.day.year,
            title=told["title"].format(year=self.day.year),
            holds_from=self.day,
        )
        for each in told["links"]:
            if each.pop("only", self.code) != self.code:
                continue
            words = {**each, "parts": [tuple(part) for part in each["parts"]]}
            link = pledges.add_link(actor=self.enters, pledge_round=held, wording=LinkWording(**words))
            self._links[link.tier] = link
        pledges.submit_round(actor=self.enters, pledge_round=held)
        pledges.approve_round(actor=self.confirms, pledge_round=held)
        for link in self._links.values():
            link.refresh_from_db()
        return self._links[tier]
