"""What is put down about the rows of a model, in whichever room."""

from functools import cache

from django.db.models import ForeignObjectRel, Model

from hongxian.kernel.module import noun_of


@cache
def told_about(model: type[Model]) -> tuple[tuple[type[Model], str], ...]:
    """Every foreign key to the model of a noun that is not derived, as model and field."""
    found: list[tuple[type[Model], str]] = []
    for each in model._meta.get_fields(include_hidden=True):
        if isinstance(each, ForeignObjectRel) and (noun := noun_of(each.related_model)) is not None:
            found += [] if noun.derived else [(each.related_model, each.field.name)]
    return tuple(found)
