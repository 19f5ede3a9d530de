"""The page on which somebody states that an origin found no hidden dangers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.web.access import Request, needs
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.choices import offer_words, words_for
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.places.queries import PlaceTree
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.commands import DECLARED, declare_none


class DeclareForm(Form):
    """Which origin found nothing where, and how one knows."""

    place = CascadeChoice()
    origin = forms.ChoiceField()
    basis = forms.CharField(max_length=200, label=text.DECLARED_BASIS, help_text=text.ORIGIN_BASIS_HELP)
    declared_on = forms.DateField()

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data, initial={"declared_on": today()})
        offer_tree(self, place=PlaceTree(actor, "danger_origin_return.declare"))
        offer_words(self, origin=words_for("origin", DECLARED))


@needs("danger_origin_return.declare")
def declare(request: Request) -> HttpResponse:
    """State that an origin found no hidden dangers in a place."""
    form = DeclareForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(declare_none, actor=request.actor, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.ORIGIN_DECLARED)
            return redirect("hidden_dangers:origins")
    return render(request, "hidden_dangers/declare_origin.html", {"form": form}, status=form.status)
