"""Lists, items, schedules and sheets as they are typed in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.choices import NamedChoice, RowChoice, offer, offer_words, words_for
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.enterprises.queries import found_by_name
from hongxian.modules.base.parties.queries import visible_parties
from hongxian.modules.base.places.queries import PlaceTree
from hongxian.modules.screening.checks import text
from hongxian.modules.screening.checks.library import ready_lists
from hongxian.modules.screening.checks.models import CADENCES, CHANNELS, CHECKLIST_KINDS, DUE_RULES, Checklist
from hongxian.modules.screening.checks.models.sheet import FORMS
from hongxian.modules.screening.checks.queries import OWN_KIND, visible_checklists
from hongxian.modules.screening.grid.queries import grids_standing, visible_grids
from hongxian.modules.screening.hidden_dangers.queries import CATEGORIES, is_only_of_enterprise

HEAD = ("checked_on", "check_channel", "checker", "companion", "double_random")
"""What is told of a sheet beside its items."""

_BODIES = ("department", "government", "zone", "committee_office")


def _enterprise(**kwargs: Any) -> NamedChoice:
    return NamedChoice(none=text.NO_SUCH_ENTERPRISE, several=text.NO_SUCH_ENTERPRISE, **kwargs)


class DrawUpForm(Form):
    """From which ready or other list, for whom."""

    kind = forms.ChoiceField()
    ready = forms.ChoiceField(required=False, help_text=text.COPY_HELP)
    copied_from = RowChoice(required=False, label=text.COPIED, empty_label=text.NOT_SAID)
    title = forms.CharField(max_length=120, required=False, help_text=text.TITLE_HELP)
    enterprise = _enterprise(required=False, label=text.FOR_ENTERPRISE)
    place = CascadeChoice(required=False, label=text.FOR_PLACE)
    department = RowChoice(required=False, words=lambda row: row.name, empty_label=text.NOT_SAID)

    def __init__(self, actor: Actor, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        own = is_only_of_enterprise(actor, "checklist.draw_up")
        ready = [(each.key, text.READY_TITLE.format(title=each.title)) for each in ready_lists().values()]
        offer_words(
            self,
            kind=words_for("kind", (OWN_KIND,) if own else CHECKLIST_KINDS),
            ready=[("", text.EMPTY_LIST), *ready],
        )
        offer(self, copied_from=visible_checklists(actor).filter(state="published").order_by("title", "pk"))
        enterprise = self.fields["enterprise"]
        assert isinstance(enterprise, NamedChoice)
        enterprise.offer(*found_by_name(actor, "checklist.draw_up"))
        if own:
            enterprise.required = True
            for name in ("place", "department"):
                del self.fields[name]
        else:
            enterprise.initial = ""
            offer_tree(self, place=PlaceTree(actor, "checklist.draw_up"))
            offer(self, department=_bodies(actor))


class ItemForm(Form):
    """One item."""

    code = forms.CharField(max_length=20, label=text.CODE)
    section = forms.CharField(max_length=60, required=False)
    title = forms.CharField(max_length=300, label=text.ITEM_WORDS)
    basis = forms.CharField(max_length=300, required=False)
    danger_category = forms.ChoiceField(required=False)
    photo_required = forms.BooleanField(required=False)
    risk_hint = forms.CharField(max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_words(self, danger_category=words_for("danger_category", CATEGORIES, text.NOT_SAID))


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class PublishForm(Form):
    """From which day on it holds."""

    published_on = forms.DateField(label=text.PUBLISHED_ON)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"published_on": today()}, **kwargs)


class NothingForm(Form):
    """Nothing is asked."""


class PairForm(Form):
    """With which list it is compared."""

    counterpart = RowChoice()

    def __init__(self, actor: Actor, checklist: Checklist, data: QueryDict | None = None) -> None:
        super().__init__(data)
        rows = visible_checklists(actor, "checklist.pair").filter(state="published", enterprise__isnull=True)
        offer(self, counterpart=rows.exclude(kind=checklist.kind).order_by("title", "pk"))


class EndForm(ReasonForm):
    """On which day it ends, and why."""

    ends_on = forms.DateField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"ends_on": today()}, **kwargs)


class ScheduleForm(Form):
    """Which enterprises are checked by which list how often."""

    checklist = RowChoice()
    title = forms.CharField(max_length=120, required=False, help_text=text.SCHEDULE_TITLE_HELP)
    enterprise = _enterprise(required=False, label=text.ONE_ENTERPRISE)
    place = CascadeChoice(required=False, label=text.OF_PLACE)
    grid = RowChoice(required=False, label=text.OF_GRID, empty_label=text.NO_GRID, help_text=text.GRID_HELP)
    body = RowChoice(required=False, words=lambda row: row.name, label=text.BODY, empty_label=text.NO_BODY)
    cadence = forms.ChoiceField()
    every = forms.IntegerField(min_value=1, max_value=250, initial=1, help_text=text.EVERY_HELP)
    due_rule = forms.ChoiceField()
    starts_on = forms.DateField()
    ends_on = forms.DateField(required=False)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"starts_on": today(), "cadence": "monthly"})
        offer(self, checklist=visible_checklists(actor).filter(state="published").order_by("title", "pk"))
        offer_words(self, cadence=words_for("cadence", CADENCES), due_rule=words_for("due_rule", DUE_RULES))
        enterprise = self.fields["enterprise"]
        assert isinstance(enterprise, NamedChoice)
        enterprise.offer(*found_by_name(actor, "check_schedule.set"))
        if is_only_of_enterprise(actor, "check_schedule.set"):
            enterprise.required = True
            for name in ("place", "grid", "body"):
                del self.fields[name]
        else:
            enterprise.initial = ""
            offer_tree(self, place=PlaceTree(actor, "check_schedule.set"))
            grids = visible_grids(actor).filter(pk__in=grids_standing().values("pk"))
            offer(self, grid=grids.order_by("place_path", "grid_level", "name", "pk"))
            offer(self, body=_bodies(actor))


class NewSheetForm(Form):
    """A check without a task: of which enterprise, by which list."""

    enterprise = _enterprise()
    checklist = RowChoice()

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        enterprise = self.fields["enterprise"]
        assert isinstance(enterprise, NamedChoice)
        enterprise.offer(*found_by_name(actor, "check.fill"))
        offer(self, checklist=visible_checklists(actor).filter(state="published").order_by("title", "pk"))


class TakeOverForm(Form):
    """A check made on paper: of an enterprise by itself, or an inspection."""

    enterprise = _enterprise()
    kind = forms.ChoiceField()
    inspecting_department = RowChoice(
        required=False,
        words=lambda row: row.name,
        empty_label=text.NOT_SAID,
        help_text=text.DEPARTMENT_HELP,
    )
    checklist = RowChoice(required=False, empty_label=text.NOT_SAID)
    checked_on = forms.DateField()
    checker = forms.CharField(max_length=120, required=False)
    item_by_item = forms.BooleanField(required=False)
    double_random = forms.BooleanField(required=False)
    evidence = forms.CharField(max_length=300)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"checked_on": today()})
        enterprise = self.fields["enterprise"]
        assert isinstance(enterprise, NamedChoice)
        enterprise.offer(*found_by_name(actor, "check.take_over"))
        rows = visible_checklists(actor).filter(state="published")
        if is_only_of_enterprise(actor, "check.take_over"):
            for name in ("kind", "inspecting_department", "double_random"):
                del self.fields[name]
            rows = rows.filter(kind=OWN_KIND)
        else:
            offer_words(self, kind=words_for("kind", CHECKLIST_KINDS))
            offer(self, inspecting_department=_bodies(actor))
        offer(self, checklist=rows.order_by("title", "pk"))


class SheetForm(Form):
    """The head of a sheet, and how it is handed in. The items stand beside it."""

    checked_on = forms.DateField()
    check_channel = forms.ChoiceField()
    checker = forms.CharField(max_length=120, required=False)
    companion = forms.CharField(max_length=120, required=False)
    double_random = forms.BooleanField(required=False)
    report_form = forms.ChoiceField(help_text=text.FORM_HELP)

    def __init__(self, kind: str, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offer_words(
            self,
            check_channel=words_for("check_channel", CHANNELS),
            report_form=words_for("report_form", FORMS if kind == OWN_KIND else FORMS[:1]),
        )
        if kind == OWN_KIND:
            del self.fields["double_random"]
        for each in CATEGORIES if kind == OWN_KIND else ():
            label = term(f"danger_category#{each}")
            self.fields[f"count_{each}"] = forms.IntegerField(required=False, min_value=1, max_value=9999, label=label)

    @property
    def heads(self) -> list[Any]:
        """The fields of the head."""
        return [self[name] for name in (*HEAD, "report_form") if name in self.fields]

    @property
    def numbers(self) -> list[Any]:
        """The fields of the numbers by category."""
        return [self[name] for name in self.fields if name.startswith("count_")]

    def submission(self) -> dict[str, Any]:
        """How it is handed in."""
        counts = {each: self.cleaned_data.get(f"count_{each}") for each in CATEGORIES}
        told = {category: number for category, number in counts.items() if number}
        return {"report_form": self.cleaned_data["report_form"], "counts": told}


def _bodies(actor: Actor) -> Any:
    rows = visible_parties(actor).filter(dissolved_on__isnull=True, kind__in=_BODIES)
    return rows.order_by("place__path", "name")
