"""Words are found in whatever stands in the register, as soon as the command that wrote it is done."""

from typing import Any

import pytest


@pytest.fixture
def firm(world: Any, cast: Any) -> Any:
    from hongxian.modules.base.enterprises.commands import register_enterprise
    from hongxian.modules.base.places.queries import place

    return register_enterprise(
        actor=cast["张慧"],
        place=place("411002"),
        name="许昌红线（集团）精密机械有限公司Ａ９",
        ownership="private",
        sector="manufacturing",
        registration_number="411000100099991",
    )


@pytest.mark.parametrize("written", ["红线", "线集", "精密机械", "机械 许昌", "a9", "00099991", "（集团）", "司A９"])
def test_finds_any_words_of_two_characters_or_more(firm: Any, written: str) -> None:
    from hongxian.kernel.search.queries import matching

    assert str(firm.pk) in (matching("enterprise", written) or [])


@pytest.mark.parametrize("written", ["红机", "线红", "精密 铸造", "9411"])
def test_finds_no_row_in_which_the_words_do_not_stand(firm: Any, written: str) -> None:
    from hongxian.kernel.search.queries import matching

    assert str(firm.pk) not in (matching("enterprise", written) or [])


@pytest.mark.parametrize("written", ["红", "", "（", "红 线"])
def test_too_little_is_left_to_the_rows_themselves(firm: Any, written: str) -> None:
    from hongxian.kernel.search.queries import matching

    assert matching("enterprise", written) is None


def test_follows_changes_and_can_be_made_anew(firm: Any, cast: Any) -> None:
    from django.core.management import call_command

    from hongxian.kernel.search.models import SearchEntry
    from hongxian.kernel.search.queries import matching
    from hongxian.modules.base.enterprises.commands import change_enterprise

    change_enterprise(actor=cast["张慧"], enterprise=firm, name="许昌绿洲农业有限公司")
    assert matching("enterprise", "精密机械") == []
    assert matching("enterprise", "绿洲农业") == [str(firm.pk)]
    SearchEntry.objects.all().delete()
    assert matching("enterprise", "绿洲农业") == []
    call_command("search", verbosity=0)
    assert matching("enterprise", "绿洲农业") == [str(firm.pk)]


def test_words_of_very_many_rows_are_left_to_the_rows(firm: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from hongxian.kernel.search import queries

    monkeypatch.setattr(queries, "MOST", 0)
    assert queries.matching("enterprise", "红线") is None


def test_the_list_finds_by_words_only_within_the_scope(firm: Any, cast: Any, world: Any) -> None:
    from django.test import Client

    from hongxian.modules.base.accounts.models import User

    browser = Client()
    browser.force_login(User.objects.get(person__name="张慧"))
    assert "红线" in browser.get("/enterprises/?words=线集").content.decode()
    assert "红线" in browser.get("/enterprises/?words=红").content.decode()
    elsewhere = [user for user in User.objects.all() if not visible_to(user, firm)]
    assert elsewhere
    browser.force_login(elsewhere[0])
    assert "许昌红线" not in browser.get("/enterprises/?words=线集").content.decode()


def visible_to(user: Any, firm: Any) -> bool:
    from hongxian.modules.base.accounts.queries import actor_for, posts_of
    from hongxian.modules.base.enterprises.queries import visible_enterprises

    actors = [actor_for(user, post) for post in posts_of(user)]
    return not actors or any(visible_enterprises(each).filter(pk=firm.pk).exists() for each in actors)
