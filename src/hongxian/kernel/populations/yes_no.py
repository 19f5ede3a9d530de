"""A yes or no that no column holds, as the database finds it."""

from django.db.models import BooleanField, Case, Exists, Q, Value, When


def yes_where(condition: Q | Exists) -> Case:
    """Yes where the condition holds, else no: also where a bare condition would leave it unknown."""
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
