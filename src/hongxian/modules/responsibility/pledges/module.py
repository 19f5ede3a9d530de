"""The room of pledges: letters of responsibility signed level by level, and the promises of enterprises."""

from hongxian.kernel.module import FactSource, MenuItem, Module, Noun, PaperOffer, Subscription

_QUERIES = "hongxian.modules.responsibility.pledges.queries"
_FACTS = "hongxian.modules.responsibility.pledges.facts"
_PAPERS = "hongxian.modules.responsibility.pledges.papers"
_TASKS = "hongxian.modules.responsibility.pledges.tasks"
_IN_FORCE = ("pledge.sign", "pledge.confirm", "pledge.end")
_OWED = (*_IN_FORCE, "pledge.issue", "pledge.issue_owed", "pledge.withdraw", "pledge.reject")

MODULE = Module(
    key="pledges",
    urls="hongxian.modules.responsibility.pledges.urls",
    menu=(MenuItem("pledge_round", "pledges:list", "pledge_round.view", icon="signature", order=42),),
    flows=(
        "hongxian.modules.responsibility.pledges.flow.PLEDGE_ROUND",
        "hongxian.modules.responsibility.pledges.flow.PLEDGE",
    ),
    nouns=(
        Noun(
            "pledge_round",
            model="pledges.PledgeRound",
            visible=f"{_QUERIES}.visible_pledge_rounds",
            page="pledges:round",
        ),
        Noun("pledge_link", model="pledges.PledgeLink", visible=f"{_QUERIES}.visible_pledge_links"),
        Noun("pledge", model="pledges.Pledge", visible=f"{_QUERIES}.visible_pledges", page="pledges:pledge"),
        Noun("pledge_signature", model="pledges.PledgeSignature", visible=f"{_QUERIES}.visible_pledge_signatures"),
    ),
    facts=(
        FactSource("responsibility_letter", f"{_FACTS}.responsibility_letters", _IN_FORCE, noun="pledge"),
        FactSource("post_responsibility", f"{_FACTS}.post_responsibilities", _OWED, noun="pledge"),
        FactSource("safety_promise", f"{_FACTS}.safety_promises", _OWED, noun="pledge"),
    ),
    permissions=("pledge_round.view", "pledge.view"),
    subscriptions=(
        *(
            Subscription(f"pledge.{verb}", f"{_TASKS}.settle_letter")
            for verb in ("issue", "sign", "confirm", "reject", "withdraw", "end", "replace")
        ),
        Subscription("pledge.issue_owed", f"{_TASKS}.settle_letters"),
    ),
    papers=(
        PaperOffer(
            "pledge_letter",
            noun="pledge",
            fill=f"{_PAPERS}.letter.fill_letter",
            sample=f"{_PAPERS}.text.LETTER_SAMPLE",
            permission="pledge.view",
            when=f"{_PAPERS}.letter.stands",
        ),
    ),
)
