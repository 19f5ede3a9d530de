"""Forms of the tree of grids, its people, units and tasks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.choices import RowChoice, offer, offer_words, words_for
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.parties.queries import terms_of_anybody, visible_parties, visible_people
from hongxian.modules.base.places.queries import PlaceTree
from hongxian.modules.screening.grid import text
from hongxian.modules.screening.grid.models import MEMBER_ROLES, PERIODS, TASK_KINDS, UNIT_KINDS, Grid
from hongxian.modules.screening.grid.queries import grids_standing, visible_grids

_MOST = 300


def offer_grids(form: Form, field: str, actor: Actor, permission: str, *, leaves: bool | None = None) -> None:
    """Let the field offer the grids that stand within the actor's scope: only leaves, only others, or all."""
    rows = visible_grids(actor, permission).filter(pk__in=grids_standing().values("pk"))
    rows = rows if leaves is None else rows.filter(is_leaf=leaves)
    offer(form, **{field: rows.order_by("name", "pk")})


def grid_in_words(grid: Grid) -> str:
    """Name and place."""
    return grid.name if grid.place.name in grid.name else f"{grid.name}（{grid.place.name}）"


class GridForm(Form):
    """A grid; the same form changes one."""

    name = forms.CharField(max_length=80)
    place = CascadeChoice()
    unit_kind = forms.ChoiceField()
    grid_level = forms.IntegerField(required=False, min_value=1, max_value=9, help_text=text.LEVEL_HELP)
    parent = RowChoice(
        required=False, label=text.PARENT, empty_label=text.NONE_CHOSEN, help_text=text.PARENT_HELP, words=grid_in_words
    )
    unit = RowChoice(required=False, label=text.UNIT, empty_label=text.NONE_CHOSEN, help_text=text.UNIT_HELP)
    is_leaf = forms.BooleanField(required=False, help_text=text.LEAF_HELP)
    is_part = forms.BooleanField(required=False, help_text=text.PART_HELP)
    boundary_note = forms.CharField(required=False, max_length=300)
    code = forms.CharField(required=False, max_length=40, label=text.GRID_CODE)
    one_net_code = forms.CharField(required=False, max_length=60, help_text=text.ONE_NET_HELP)
    valid_from = forms.DateField()

    def __init__(self, actor: Actor, data: QueryDict | None = None, grid: Grid | None = None) -> None:
        super().__init__(data, initial=_initial(grid) if grid else {"valid_from": today()})
        permission = "grid.change" if grid else "grid.open"
        offer_tree(self, place=PlaceTree(actor, permission))
        offer_words(self, unit_kind=words_for("unit_kind", UNIT_KINDS))
        offer_grids(self, "parent", actor, "grid.view", leaves=False)
        bodies = visible_parties(actor).filter(
            dissolved_on__isnull=True, kind__in=("government", "zone", "village", "department", "committee_office")
        )
        offer(self, unit=bodies.order_by("place__path", "name"))
        if grid is not None:
            del self.fields["valid_from"]


def _initial(grid: Grid) -> dict[str, Any]:
    names = ("name", "unit_kind", "grid_level", "is_leaf", "is_part", "boundary_note", "code", "one_net_code")
    found: dict[str, Any] = {name: getattr(grid, name) for name in names}
    return found | {"place": grid.place_id, "parent": grid.parent_id, "unit": grid.unit_id}


class SettingForm(Form):
    """What a place decides about its grids; what is left empty stays open."""

    place = CascadeChoice()
    patrol_period = forms.ChoiceField(required=False)
    answer_days = forms.IntegerField(required=False, min_value=1, max_value=365)
    source = forms.CharField(max_length=200, label=text.SETTING_SOURCE)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        for kind in UNIT_KINDS:
            self.fields[f"level_{kind}"] = forms.IntegerField(
                required=False, min_value=1, max_value=9, label=text.LEVEL_OF.format(kind=term(f"unit_kind#{kind}"))
            )
        offer_tree(self, place=PlaceTree(actor, "grid_setting.set"))
        offer_words(self, patrol_period=words_for("period", PERIODS, text.NOT_DECIDED))

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        told = {key: value for key, value in self.cleaned_data.items() if not key.startswith("level_")}
        levels = {kind: self.cleaned_data.get(f"level_{kind}") for kind in UNIT_KINDS}
        return told | {"levels": {kind: level for kind, level in levels.items() if level is not None}}


class MemberForm(Form):
    """Who works in a grid."""

    grid = RowChoice(empty_label=text.NONE_CHOSEN, words=grid_in_words)
    member_name = forms.CharField(required=False, max_length=40, help_text=text.NAME_HELP)
    person = RowChoice(required=False, empty_label=text.NOBODY_CHOSEN, label=text.PERSON, help_text=text.PERSON_HELP)
    grid_role = forms.ChoiceField()
    is_full_time = forms.BooleanField(required=False, initial=True)
    equipment = forms.CharField(required=False, max_length=200)
    funding = forms.CharField(required=False, max_length=120)
    monthly_pay = forms.DecimalField(required=False, min_value=0, max_digits=10, decimal_places=2)
    valid_from = forms.DateField(label=text.CAME_ON)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"valid_from": today(), "grid_role": "member"})
        offer_grids(self, "grid", actor, "grid_member.appoint")
        people = visible_people(actor, "grid_member.appoint").filter(
            pk__in=terms_of_anybody().order_by().values("person")
        )
        offer(self, person=people.order_by("name", "pk"))
        offer_words(self, grid_role=words_for("grid_role", MEMBER_ROLES))


class TaskForm(Form):
    """A task of a grid. How often is decided by whoever gives it."""

    grid = RowChoice(empty_label=text.NONE_CHOSEN, words=grid_in_words)
    task_kind = forms.ChoiceField()
    title = forms.CharField(max_length=120, label=text.TASK_TITLE)
    period = forms.ChoiceField()
    basis = forms.CharField(required=False, max_length=200, label=text.TASK_BASIS)
    valid_from = forms.DateField()
    valid_to = forms.DateField(required=False)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"valid_from": today()})
        offer_grids(self, "grid", actor, "grid_task.issue")
        offer_words(
            self,
            task_kind=words_for("task_kind", TASK_KINDS),
            period=words_for("period", PERIODS, text.NONE_CHOSEN),
        )


class AssignForm(Form):
    """An enterprise put into a leaf grid by hand."""

    enterprise = forms.CharField(max_length=120, label=text.ENTERPRISE, help_text=text.ENTERPRISE_HELP)
    grid = RowChoice(empty_label=text.NONE_CHOSEN, words=grid_in_words)
    reason = forms.CharField(max_length=200)

    def __init__(self, actor: Actor, data: QueryDict | None = None, enterprise: Any = None) -> None:
        super().__init__(data)
        offer_grids(self, "grid", actor, "grid.view", leaves=True)
        if enterprise is not None:
            del self.fields["enterprise"]


class EndForm(Form):
    """A last day and why."""

    valid_to = forms.DateField(label=text.LAST_DAY)
    reason = forms.CharField(max_length=200)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"valid_to": today()})
