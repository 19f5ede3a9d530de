"""The page on which two packs stand side by side."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.policies.queries import content_of, visible_packs
from hongxian.modules.base.verdicts.comparing import compare
from hongxian.modules.base.verdicts.forms import ComparisonForm


@require_safe
@needs("pack.view")
def comparison(request: Request) -> HttpResponse:
    """Choose two packs; see what each asks in every family of rules, and which words mean other things in each."""
    newest = {each.code: each for each in visible_packs(request.actor).order_by("code", "version")}
    form = ComparisonForm([(each.code, each.title) for each in newest.values()], request.GET or None)
    context: dict[str, object] = {"form": form, "enough": len(newest) > 1}
    if form.is_bound and form.is_valid():
        one, other = newest[form.cleaned_data["one"]], newest[form.cleaned_data["other"]]
        context |= {"one": one, "other": other, "found": compare(content_of(one), content_of(other))}
    return render(request, "verdicts/comparison.html", context, status=form.status)
