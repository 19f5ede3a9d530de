"""The city in which benchmarks put their rows: 8 counties with 12 towns each."""

from __future__ import annotations

from hongxian.modules.base.places.models import Place

CODE, ROOT = "411000", "410000/411000/"
COUNTIES, TOWNS = 8, 12


def build_city() -> tuple[Place, list[Place]]:
    """The city, and its towns: county after county, the towns of each by number."""
    city = Place(code=CODE, name="city", level="city", path=ROOT, source="benchmark")
    counties, towns = [], []
    for county in range(COUNTIES):
        code = f"{CODE[:4]}{county + 1:02d}"
        name, path = f"county {county}", f"{ROOT}{code}/"
        above = Place(code=code, name=name, level="county", path=path, parent=city, source="benchmark")
        counties.append(above)
        for town in range(TOWNS):
            key = f"{code}{town:03d}"
            name, path = f"town {key}", f"{above.path}{key}/"
            towns.append(Place(code=key, name=name, level="town", path=path, parent=above, source="benchmark"))
    for level in ([city], counties, towns):
        Place.objects.bulk_create(level)
    return city, towns
