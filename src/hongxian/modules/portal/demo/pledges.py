"""The pledges of the demo: last year's round, closed, and this year's after it, partly signed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hongxian.modules.portal.demo.cast import Cast, plan
from hongxian.modules.responsibility.pledges import commands as pledges
from hongxian.modules.responsibility.pledges.commands import EnterprisePost, Signed, Wording

if TYPE_CHECKING:
    from hongxian.modules.portal.demo.world import World


def build_pledges(world: World, present: date) -> None:
    """Draw up, approve and fill the rounds of the plan."""
    told = plan("pledges")
    before = _open(world, told, present.year - 1)
    for each in told["links"]:
        words = {**each, "parts": [tuple(part) for part in each["parts"]]}
        pledges.add_link(actor=Cast()[told["drafts"]], pledge_round=before, wording=Wording(**words))
    _approve(told, before)
    pledges.close_round(actor=Cast()[told["drafts"]], pledge_round=before)
    held = _open(world, told, present.year, follows=before)
    _approve(told, held)
    _Filling(world, told, held, present).fill()


def _open(world: World, told: dict[str, Any], year: int, follows: Any = None) -> Any:
    first = date(year, 1, 1)
    return pledges.draw_up_round(
        actor=Cast()[told["drafts"]],
        issuer=world.parties[told["issuer"]],
        year=year,
        title=told["title"].format(year=year),
        holds_from=first,
        holds_to=date(year, 12, 31),
        sign_by=first + timedelta(days=told["sign_by"]),
        basis=told["basis"],
        follows=follows,
    )


def _approve(told: dict[str, Any], held: Any) -> None:
    pledges.submit_round(actor=Cast()[told["drafts"]], pledge_round=held)
    pledges.approve_round(actor=Cast()[told["approves"]], pledge_round=held)


class _Filling:
    """The letters of one round."""

    def __init__(self, world: World, told: dict[str, Any], held: Any, present: date) -> None:
        self.world, self.told, self.present = world, told, present
        self.clerk, self.second = Cast()[told["drafts"]], Cast()[told["approves"]]
        self.bodies, self.departments, self.leaders, self.with_enterprises, self.posts, self.promises = (
            held.links.order_by("order")
        )
        self.first = held.holds_from

    def fill(self) -> None:
        """Every letter of the plan."""
        self._between_bodies()
        self._enterprises()
        self._posts()

    def _between_bodies(self) -> None:
        city, mayor = self.world.parties[self.told["issuer"]], self.told["mayor"]
        above = {"signer_name": mayor["person"], "post": self.world.posts[mayor["post"]]}
        for link, rows in ((self.bodies, self.told["counties"]), (self.departments, self.told["departments"])):
            for each in rows:
                sides = {"giver": city, "bearer": self.world.parties[each["name"]]}
                self._letter(link, each, sides, above)
        deputy = self.told["deputy"]
        posts = {"giver_post": self.world.posts[mayor["post"]], "bearer_post": self.world.posts[deputy["post"]]}
        told = {"signer": deputy["person"], "day": deputy["day"], "post": posts["bearer_post"]}
        self._letter(self.leaders, told, posts, above)

    def _enterprises(self) -> None:
        for each in self.told["enterprises"]:
            sides = {"giver": self.world.parties[each["giver"]], "enterprise": self.world.enterprises[each["name"]]}
            self._letter(self.with_enterprises, each, sides, {"signer_name": each["from_above"]})
        for each in self.told["promises"]:
            self._letter(self.promises, each, {"enterprise": self.world.enterprises[each["enterprise"]]}, None)

    def _posts(self) -> None:
        for each in self.told["posts"]:
            enterprise = self.world.enterprises[each["enterprise"]]
            for name, kind in zip(each["names"], each["kinds"], strict=True):
                sides = {"enterprise": enterprise, "post": EnterprisePost(name, kind, first_responsible=True)}
                self._letter(self.posts, each, sides, {"signer_name": each["giver"]})
        for each in self.told["workshops"]:
            sides = {"enterprise": self.world.enterprises[each["enterprise"]], "post": EnterprisePost(each["name"])}
            top = self._letter(self.posts, each, sides, {"signer_name": each["giver"]})
            for name in each["below"]:
                below = {**sides, "post": EnterprisePost(name), "under": top}
                self._letter(self.posts, {**each, "signer": name}, below, {"signer_name": each["signer"]})
        alone = self.told["unsigned"]
        post = EnterprisePost(alone["name"], alone["kind"], first_responsible=True)
        self._letter(self.posts, {}, {"enterprise": self.world.enterprises[alone["enterprise"]], "post": post}, None)

    def _letter(self, link: Any, told: dict[str, Any], sides: dict[str, Any], above: dict[str, Any] | None) -> Any:
        """Issue a letter and enter the signatures of the plan; a second person confirms it unless it waits."""
        pledge = pledges.issue_pledge(actor=self.clerk, link=link, **sides)
        day = min(self.first + timedelta(days=told.get("day", 0)), self.present)
        signed = {} if above is None else {"giver": Signed(signed_on=day, **above)}
        if "signer" in told:
            signed["bearer"] = Signed(told["signer"], day, post=told.get("post"))
        if not signed or ("signer" not in told and not told.get("half")):
            return pledge
        pledges.sign_pledge(actor=self.clerk, pledge=pledge, signatures=signed)
        if "signer" in told and not told.get("waits"):
            pledges.confirm_pledge(actor=self.second, pledge=pledge)
        return pledge
