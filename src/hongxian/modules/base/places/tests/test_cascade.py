"""A place is chosen level by level, within the scope, with and without JavaScript."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor, ActorKind, Scope, system_actor
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.modules.base.places.commands import load_city
from hongxian.modules.base.places.queries import PlaceTree

CITY = "410000/411000/"
Make = Callable[..., forms.Form]


@pytest.fixture
def make(db: None, clock: Any) -> Make:
    load_city(actor=system_actor("builder", "place.load"), city="411000")

    def run(query: str | None, path: str = CITY, **kwargs: Any) -> forms.Form:
        class Plain(forms.Form):
            place = CascadeChoice(**kwargs)

        form = Plain(QueryDict(query) if query is not None else None)
        actor = Actor(ActorKind.PERSON, "p", "p", grants={"enterprise.view": (Scope(path=path),)})
        offer_tree(form, place=PlaceTree(actor, "enterprise.view"))
        return form

    return run


def options(form: forms.Form) -> list[list[str]]:
    return [re.findall(r'<option value="(\w*)"', part) for part in str(form["place"]).split("<select")[1:]]


def test_lower_levels_appear_as_upper_ones_are_chosen(make: Make) -> None:
    assert options(make(None))[0][:3] == ["", "411000", "411002"]
    first, second = options(make("place=411081"))
    assert ("411081" in first, "411081001" in second) == (True, True)
    assert make("place=411081&place=411081001").fields
    form = make("place=411081&place=411081001")
    assert form.is_valid()
    assert form.cleaned_data["place"].pk == "411081001"


def test_a_lower_choice_that_no_longer_fits_is_dropped(make: Make) -> None:
    form = make("place=411002&place=411081001", required=False)
    assert form.is_valid()
    assert form.cleaned_data["place"].pk == "411002"
    assert 'value="411002" selected' in str(form["place"])


def test_nothing_chosen_is_the_whole_scope_unless_something_must_be(make: Make) -> None:
    assert make("place=", required=False).is_valid()
    assert not make("place=").is_valid()
    assert make("place=411000").is_valid()


def test_without_script_a_button_asks_for_the_next_level(make: Make) -> None:
    form = make("place=411081&next_level=place")
    assert not form.is_valid()
    assert "下一级" in form.errors["place"][0]
    assert "411081001" in options(form)[1]
    assert "next_level" in str(form["place"])
    assert "next_level" not in str(make("place=411081", required=False, is_filter=True)["place"])


def test_offers_and_takes_nothing_outside_the_scope(make: Make) -> None:
    form = make("place=411002", path="410000/411000/411081/")
    assert not form.is_valid()
    assert "411002" not in str(form["place"])
    assert options(form)[0][1] == "411081"
