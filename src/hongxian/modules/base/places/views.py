"""Pages of places."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from hongxian.kernel.web.access import Request
from hongxian.kernel.web.cascade import CascadeSelect
from hongxian.modules.base.places.models import LEVELS
from hongxian.modules.base.places.queries import PlaceTree


@require_safe
def cascade(request: Request) -> HttpResponse:
    """The fragment of a place chosen level by level, among those where the actor holds the permission asked for."""
    said = request.GET
    lowest = said.get("lowest", "")
    widget = CascadeSelect()
    widget.tree = PlaceTree(
        request.actor, said.get("permission", "place.view"), lowest if lowest in LEVELS else LEVELS[-1]
    )
    widget.is_required, widget.is_filter = "required" in said, "filter" in said
    name = said.get("name", "place")
    sent = widget.value_from_datadict(said, {}, name)
    return HttpResponse(widget.render(name, sent, {"id": said.get("id", "")}))
