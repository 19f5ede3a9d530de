"""The history of a row names the rows it points to, for whoever may see them; nobody else learns a name."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey
from django.test.utils import CaptureQueriesContext

from hongxian.kernel.actor import NOBODY
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.module import noun_of, nouns, resolve
from hongxian.kernel.web.naming import Said, names_for
from hongxian.kernel.web.templatetags.words import recorded
from hongxian.modules.base.parties.commands import make_appointment

HIDDEN = "（不在您的查看范围内）"


@pytest.fixture
def said(cast: Any, post: Any, people: list[Any]) -> list[Said]:
    """What the ledger holds of two appointments to one post."""
    from datetime import date

    made = make_appointment(actor=cast["张慧"], person=people[0], post=post, valid_from=date(2026, 1, 1))
    changes = [each for moment in timeline(made) for each in moment.changes]
    return [Said("appointment", each.field, each.after) for each in changes]


def shown(reader: Any, said: list[Said]) -> dict[str, str]:
    names = names_for(reader, said, {})
    return {each.column: recorded(each.value, each.column, each.noun, names) for each in said}


def test_who_and_which_post_are_named(cast: Any, said: list[Said]) -> None:
    page = shown(cast["张慧"], said)
    assert page["person_id"] == "钱一"
    assert page["post_id"] == "专职副主任"
    assert not [each for each in page.values() if re.search("[0-9a-f]{12}", each)]


def test_who_may_not_see_them_learns_no_name(cast: Any, said: list[Said]) -> None:
    page = shown(cast["刘洋"], said)
    assert (page["person_id"], page["post_id"]) == (HIDDEN, HIDDEN)
    assert "钱一" not in "".join(page.values())


def test_many_values_cost_no_more_queries_than_one(cast: Any, post: Any, people: list[Any]) -> None:
    rows = [Said("appointment", "person_id", str(each.pk)) for each in people]
    with CaptureQueriesContext(connection) as one:
        names_for(cast["张慧"], rows[:1], {})
    with CaptureQueriesContext(connection) as many:
        assert len(names_for(cast["张慧"], rows * 40, {}).seen) == 2
    assert len(many) == len(one)


def test_a_key_without_foreign_key_is_named_as_well(cast: Any, people: list[Any]) -> None:
    value = Said("check", "recorded_by", str(people[1].pk))
    assert shown(cast["张慧"], [value]) == {"recorded_by": "钱二"}
    assert shown(cast["刘洋"], [value]) == {"recorded_by": HIDDEN}


def test_what_is_no_key_is_left_as_it_is(cast: Any) -> None:
    assert shown(cast["张慧"], [Said("pledge_round", "sign_by", "2026-03-31")]) == {"sign_by": "2026-03-31"}


def test_every_row_pointed_to_has_a_scope_that_lets_nobody_in() -> None:
    for noun in nouns():
        for column in apps.get_model(noun.model)._meta.concrete_fields:
            if isinstance(column, ForeignKey) and not noun.derived and (there := noun_of(column.related_model)):
                assert there.visible, f"{noun.key}.{column.name}"
                assert resolve(there.visible)(NOBODY).query.where.children, there.key
