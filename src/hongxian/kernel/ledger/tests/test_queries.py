"""Who sees which entries, and what happened to a row."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from hongxian.kernel.act import acting
from hongxian.kernel.actor import NOBODY, Actor, Scope
from hongxian.kernel.custody.commands import erase_payload
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.ledger.queries import history_of, timeline, visible_entries
from hongxian.kernel.ledger.record import record
from hongxian.kernel.ledger.wire import entry_fields

pytestmark = pytest.mark.django_db


def test_entries_are_seen_within_the_bodies_of_the_grant(change: Callable[..., Any], clerk: Actor) -> None:
    change(name="甲")
    change(name="乙", actor=replace(clerk, organisation="other"))
    narrow = replace(clerk, grants={"entry.view": (Scope(organisation="other"),)})
    placed = replace(clerk, grants={"entry.view": (Scope(path="3301"),)})
    assert visible_entries(clerk).count() == 2
    assert [entry.actor_organisation for entry in visible_entries(narrow)] == ["other"]
    assert not visible_entries(placed).exists(), "what lies in no known place is for those who see all"
    assert not visible_entries(NOBODY).exists()


def test_entries_are_seen_within_the_places_where_the_bodies_lay(change: Callable[..., Any], clerk: Actor) -> None:
    change(name="甲", actor=replace(clerk, path="33/3302/"))
    change(name="乙", actor=replace(clerk, path="33/3310/"))
    change(name="丙")

    def seen(path: str) -> list[str]:
        auditor = replace(clerk, grants={"entry.view": (Scope(path=path),)})
        return [entry.actor_path for entry in visible_entries(auditor).order_by("pk")]

    assert seen("33/") == ["33/3302/", "33/3310/"]
    assert seen("33/3302/") == ["33/3302/"]
    assert seen("33/3302/330212/") == []
    assert visible_entries(clerk).count() == 3


def test_the_place_is_sealed_and_what_was_written_without_one_reads_as_before(
    change: Callable[..., Any], clerk: Actor
) -> None:
    change(name="甲")
    change(name="乙", actor=replace(clerk, path="33/3302/"))
    before, placed = (entry_fields(entry) for entry in Entry.objects.order_by("pk"))
    assert "actor_path" not in before
    assert placed["actor_path"] == "33/3302/"


def test_history_is_newest_first_and_only_of_that_row(
    change: Callable[..., Any], django_assert_num_queries: Any
) -> None:
    row = change(name="甲", reason="建档")
    change(name="乙")
    change(row, state="closed", reason="销号")
    with django_assert_num_queries(1):
        assert [entry.payload.content["reason"] for entry in history_of(row)] == ["销号", "建档"]


def test_timeline_names_the_fields_that_changed(change: Callable[..., Any]) -> None:
    row = change(name="甲")
    change(row, state="closed", amount="1.5", reason="销号")
    newest, oldest = timeline(row)
    assert [(each.field, each.before, each.after) for each in newest.changes] == [
        ("state", "open", "closed"),
        ("amount", None, "1.50"),
    ]
    assert (newest.actor_name, newest.post_name, newest.reason) == ("张建国", "科长", "销号")
    assert (newest.first, oldest.first) == (False, True)
    assert ("name", None, "甲") in [(each.field, each.before, each.after) for each in oldest.changes]


def test_a_column_that_a_later_version_added_is_told_once_it_says_something(
    change: Callable[..., Any], thing: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(thing, "ledger_exclude", ("seen_at", "yes"))
        row = change(name="甲")
    change(row, name="乙")
    change(row, yes=True)
    last, first, _ = timeline(row)
    assert [each.field for each in first.changes] == ["name"]
    assert [(each.field, each.after) for each in last.changes] == [("yes", True)]


def test_limit_still_knows_what_the_oldest_shown_changed(change: Callable[..., Any]) -> None:
    row = change(name="甲")
    change(row, state="closed")
    (only,) = timeline(row, limit=1)
    assert [each.field for each in only.changes] == ["state"]
    assert not only.first


def test_erased_moments_say_so_and_claim_no_changes(change: Callable[..., Any], clerk: Actor) -> None:
    row = change(name="甲", reason="建档")
    change(row, state="closed")
    erase_payload(actor=clerk, entry=Entry.objects.order_by("pk")[0], reason="依法擦除")
    newest, oldest = timeline(row)
    assert oldest.erased
    assert (oldest.actor_name, oldest.reason, oldest.changes) == ("", "", ())
    assert newest.changes == ()
    assert not newest.erased


def test_deletion_is_the_last_moment(change: Callable[..., Any], clerk: Actor) -> None:
    row = change(name="甲")
    with acting("thing.delete", clerk):
        record(row, erased=True)
    newest, _ = timeline(row)
    assert newest.gone
    assert newest.changes == ()
