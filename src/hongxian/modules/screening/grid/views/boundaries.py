"""The page on which the outline of a grid is typed or uploaded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from hongxian.kernel.outlines import rings_of
from hongxian.kernel.web.access import Request, needs
from hongxian.kernel.web.forms import Form
from hongxian.modules.screening.grid import commands, text
from hongxian.modules.screening.grid.models import GridBoundary
from hongxian.modules.screening.grid.outlines import LARGEST
from hongxian.modules.screening.grid.queries import visible_grids


class BoundaryForm(Form):
    """GeoJSON from a file, or pasted, and where it comes from."""

    file = forms.FileField(required=False, label=text.OUTLINE_FILE, help_text=text.OUTLINE_FILE_HELP)
    geojson = forms.CharField(
        required=False, label=text.OUTLINE_WORDS, widget=forms.Textarea(attrs={"rows": 6}), max_length=LARGEST
    )
    source = forms.CharField(max_length=200, label=text.OUTLINE_SOURCE, help_text=text.OUTLINE_SOURCE_HELP)

    def clean(self) -> dict[str, Any]:
        """The words, whichever way they came."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        file, words = told.pop("file", None), told.get("geojson", "")
        if "geojson" in self.errors:
            return told
        if file and words:
            self.add_error("geojson", text.OUTLINE_TWICE)
        elif not file and not words:
            self.add_error("geojson", text.OUTLINE_NEEDED)
        elif file:
            told["geojson"] = self._read(file)
        return told

    def _read(self, file: Any) -> str:
        if file.size > LARGEST:
            self.add_error("file", text.OUTLINE_LARGE.format(size=file.size // 1000, most=LARGEST // 1000))
            return ""
        try:
            words: str = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", text.OUTLINE_NO_TEXT)
            return ""
        return words


@needs("grid_boundary.draw")
def draw(request: Request, key: str) -> HttpResponse:
    """Say where a grid lies."""
    grid = get_object_or_404(visible_grids(request.actor, "grid_boundary.draw"), pk=key, valid_to__isnull=True)
    form = BoundaryForm(request.POST, request.FILES) if request.method == "POST" else BoundaryForm()
    if form.is_valid():
        done = form.carry_out(commands.draw_boundary, actor=request.actor, grid=grid, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.DRAWN)
            return redirect("grid:detail", key)
    return render(request, "grid/boundary.html", {"form": form, "grid": grid}, status=form.status)


def drawing(boundary: GridBoundary | None) -> dict[str, Any] | None:
    """The outline as a path of SVG within a box of 100 parts at most; degrees of longitude are shortened as at 34°
    north, which is near enough for a sketch."""
    if boundary is None:
        return None
    narrow = 0.83
    wide, high = (boundary.east - boundary.west) * narrow, boundary.north - boundary.south
    scale = 100 / max(wide, high, 1e-9)

    def shown(point: Any) -> str:
        return f"{(point[0] - boundary.west) * narrow * scale:.1f} {(boundary.north - point[1]) * scale:.1f}"

    path = " ".join("M" + " L".join(shown(each) for each in ring[:-1]) + "Z" for ring in rings_of(boundary.geometry))
    return {"row": boundary, "path": path, "width": f"{wide * scale + 4:.1f}", "height": f"{high * scale + 4:.1f}"}
