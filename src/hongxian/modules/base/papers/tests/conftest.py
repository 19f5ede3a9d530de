"""What the tests of this room share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest


@pytest.fixture
def talk(world: Any, cast: Any) -> Any:
    """The record of a talk with the government of Yuzhou."""
    from hongxian.modules.base.places.models import Place
    from hongxian.modules.base.records.commands import enter_record, open_register

    clerk, city = cast["张慧"], Place.objects.get(pk="411000")
    registers = {
        noun: open_register(
            actor=clerk, place=city, noun=noun, keeper=world.parties["市安委办"], valid_from=date(2025, 1, 1)
        )
        for noun in ("talk_occasion", "talk")
    }
    yuzhou = world.parties["禹州市政府"]
    occasion = enter_record(
        actor=clerk,
        register=registers["talk_occasion"],
        values={"object": yuzhou, "kind": "inadequate_control", "found_on": date(2025, 12, 15)},
        place="411081",
    )
    return enter_record(
        actor=clerk,
        register=registers["talk"],
        values={
            "occasion": occasion,
            "organiser": world.parties["市安委会"],
            "object": yuzhou,
            "object_level": "county",
            "kind": "admonition_talk",
            "held_on": date(2025, 12, 20),
        },
        place="411081",
    )


@pytest.fixture
def series(world: Any, cast: Any) -> Any:
    """The series of the office, which used numbers up to 11 this year before."""
    from hongxian.modules.base.papers.commands import open_series

    return open_series(actor=cast["张慧"], issuer=world.parties["市安委办"], code="演示安委办", year=2026, last=11)


@pytest.fixture
def drafted(world: Any, cast: Any, talk: Any) -> Callable[..., Any]:
    """Draft the notice of the talk as 张慧, with nothing left to be filled in."""
    from hongxian.modules.base.papers.commands import draft_paper, revise_paper
    from hongxian.modules.base.papers.models import Recipient

    def run(**changes: Any) -> Any:
        given = {
            "actor": cast["张慧"],
            "kind": "talk_notice",
            "subject_key": str(talk.row),
            "issuer": world.parties["市安委办"],
        }
        paper = draft_paper(**given | changes)
        names = Recipient.objects.filter(paper=paper).values_list("name", flat=True)
        wording = paper.wording.replace("【待填：几时】", "上午9时").replace("【待填：约谈地点】", "市政府第三会议室")
        return revise_paper(actor=given["actor"], paper=paper, wording=wording, recipients=list(names))

    return run


@pytest.fixture
def signed(world: Any, cast: Any, drafted: Any) -> Callable[..., Any]:
    """The same, signed by 陈刚."""
    from hongxian.modules.base.papers.commands import sign_paper, submit_paper

    def run(**changes: Any) -> Any:
        paper = submit_paper(actor=cast["张慧"], paper=drafted(**changes), signer=world.people["陈刚"])
        return sign_paper(actor=cast["陈刚"], paper=paper)

    return run


@pytest.fixture
def issued(cast: Any, signed: Any, series: Any) -> Callable[..., Any]:
    """The same, issued by 张慧."""
    from hongxian.modules.base.papers.commands import issue_paper

    def run(*, title_public: bool = False, **changes: Any) -> Any:
        return issue_paper(actor=cast["张慧"], paper=signed(**changes), series=series, title_public=title_public)

    return run


@pytest.fixture
def browse(world: Any) -> Callable[[str], Any]:
    """A browser in which the account of that login name is logged in."""
    from django.test import Client

    from hongxian.modules.base.accounts.models import User

    def run(username: str) -> Any:
        client = Client()
        client.force_login(User.objects.get(username=username))
        return client

    return run
