"""Forms of parties, posts and appointments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.web.choices import RowChoice, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.parties import text
from hongxian.modules.base.parties.models import FUNCTIONS, KINDS, POST_KINDS, SAFETY_CLASSES
from hongxian.modules.base.parties.queries import people_with_posts, visible_parties, visible_posts
from hongxian.modules.base.places.queries import visible_places

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party

MOST_PEOPLE = 99_999


def indented(place: Any) -> str:
    """A place, indented by the number of places it lies in."""
    return f"{text.INDENT * (place.path.count('/') - 1)}{place.name}"


def with_post(person: Any) -> str:
    """A person, with a post held or last held: several people may bear a name."""
    if not person.terms:
        return str(person.name)
    return text.PERSON_OF_POST.format(name=person.name, post=person.terms[0].post.name)


def _choices(name: str, values: tuple[str, ...], empty: str = text.CHOOSE) -> list[tuple[str, str]]:
    return [("", empty), *((value, term(f"{name}#{value}")) for value in values)]


def _yes_no_unknown(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


class DayForm(Form):
    """The day for which to look; today unless given."""

    on = forms.DateField(required=False, label=text.ON_DAY)


class PartyForm(Form):
    """Set up a party; the places and parties offered are those where the actor may."""

    name = forms.CharField(max_length=120)
    kind = forms.ChoiceField()
    place = RowChoice(words=indented, empty_label=text.CHOOSE)
    established_on = forms.DateField()
    parent = RowChoice(required=False, empty_label=text.NONE, help_text=text.PARENT_HELP)
    office = RowChoice(required=False, empty_label=text.NONE, help_text=text.OFFICE_HELP)
    chaser = RowChoice(required=False, empty_label=text.NONE, help_text=text.CHASER_HELP)
    basis = forms.CharField(max_length=200, required=False)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        parties = visible_parties(actor, "party.create").filter(dissolved_on__isnull=True)
        parties = parties.order_by("place__path", "name")
        places = visible_places(actor, "party.create").order_by("path")
        offer(self, place=places, parent=parties, office=parties, chaser=parties)
        offer_words(self, kind=_choices("kind", KINDS))


class RenameForm(Form):
    """Give a party a new name from a day."""

    name = forms.CharField(max_length=120, label=text.NEW_NAME)
    valid_from = forms.DateField(label=text.NAME_FROM, help_text=text.NAME_KEPT)
    basis = forms.CharField(max_length=200)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="rename_%s")


class PostForm(Form):
    """Set up a post of the party."""

    name = forms.CharField(max_length=80)
    kind = forms.ChoiceField()
    seats = forms.IntegerField(min_value=1, max_value=999, initial=1, help_text=text.SEATS_HELP)
    is_leadership = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="post_%s")
        offer_words(self, kind=_choices("kind", POST_KINDS))


class InstitutionForm(Form):
    """Say how a department is set up from a day, by which document."""

    function = forms.ChoiceField()
    safety_class = forms.ChoiceField(required=False)
    is_working_department = forms.TypedChoiceField(required=False, coerce=_yes_no_unknown, empty_value=None)
    in_enforcement_sequence = forms.TypedChoiceField(required=False, coerce=_yes_no_unknown, empty_value=None)
    valid_from = forms.DateField()
    basis = forms.CharField(max_length=200)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="institution_%s")
        known = [("", text.UNKNOWN), ("yes", term("yes")), ("no", term("no"))]
        offer_words(
            self,
            function=_choices("function", FUNCTIONS),
            safety_class=_choices("safety_class", SAFETY_CLASSES, text.UNKNOWN),
            is_working_department=known,
            in_enforcement_sequence=known,
        )


class StaffingForm(Form):
    """Say how many people a body has from a day: its own, and those borrowed, counted apart."""

    own = forms.IntegerField(min_value=0, max_value=MOST_PEOPLE)
    borrowed = forms.IntegerField(min_value=0, max_value=MOST_PEOPLE, initial=0)
    valid_from = forms.DateField()
    basis = forms.CharField(max_length=200)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="staffing_%s")


class AppointmentForm(Form):
    """Appoint a person to a post of the party: one who is known or, where the actor may register people, a new one.

    `is_namesake` is asked only once a new name was typed in.
    """

    post = RowChoice(empty_label=text.CHOOSE)
    person = RowChoice(words=with_post, required=False, empty_label=text.CHOOSE)
    new_person = forms.CharField(max_length=40, required=False, help_text=text.NEW_PERSON_HELP)
    is_namesake = forms.BooleanField(required=False)
    valid_from = forms.DateField(label=text.TERM_FROM)
    valid_to = forms.DateField(required=False, label=text.TERM_TO, help_text=text.TERM_TO_HELP)
    basis = forms.CharField(max_length=200, required=False)

    def __init__(self, actor: Actor, party: Party, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="appoint_%s")
        posts = visible_posts(actor, "appointment.make").filter(party=party).order_by("name")
        offer(self, post=posts, person=people_with_posts(actor))
        if not actor.may("person.register"):
            del self.fields["new_person"]
            self.fields["person"].required = True
        if not (data and data.get("new_person", "").strip()) or "new_person" not in self.fields:
            del self.fields["is_namesake"]


class EndForm(Form):
    """End a term with its last day."""

    last_day = forms.DateField()
    basis = forms.CharField(max_length=200)
