"""The query bar of the map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.places.queries import PlaceTree, place_chain
from hongxian.modules.portal.atlas import text
from hongxian.modules.portal.atlas.asked import Asked
from hongxian.modules.portal.atlas.layers import layers_of

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


class AtlasForm(Form):
    """Which layers of which place on which day. Only the place is read here, level by level; the rest by
    `asked.read`."""

    layers = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    place = CascadeChoice(required=False, is_filter=True)
    on = forms.CharField(required=False, label=text.ON, widget=forms.TextInput(attrs={"type": "date"}))
    known = forms.BooleanField(required=False, label=text.KNOWN)

    def __init__(self, actor: Actor, data: QueryDict) -> None:
        super().__init__(data)
        self.tree = PlaceTree(actor)
        offer_tree(self, place=self.tree)
        self.roots = self.tree.roots()
        if not self.roots:
            del self.fields["place"]
        choices: Any = self.fields["layers"]
        choices.choices = [(each.key, each.words) for each in layers_of(actor)]

    @property
    def code(self) -> str:
        """The code of the place chosen; where one's power begins in one place alone, that one unless another is."""
        if not self.roots:
            return str(self.data.get("place", ""))
        found = None if self.refusal else self.cleaned_data.get("place")
        return found.pk if found else self.roots[0].pk if len(self.roots) == 1 else ""

    def chain(self, place: Place) -> Sequence[Place]:
        """The place and those around it that may be chosen, from the top down."""
        return self.tree.chain(place.pk) if self.roots else place_chain(place)

    @property
    def refusal(self) -> str:
        """What is wrong with the place; empty where nothing is."""
        return str(self.errors["place"][0]) if "place" in self.errors else ""

    def show(self, asked: Asked) -> None:
        """Let the boxes of the layers and the day stand as they were read."""
        data: Any = self.data
        shown = data.copy()
        shown.setlist("layers", [each.key for each in asked.layers])
        shown["on"] = str(asked.day.on or today())
        self.data = shown
