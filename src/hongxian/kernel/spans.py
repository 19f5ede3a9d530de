"""Days moved by calendar spans in the database, on the same day as `kernel.rules.dates.add` moves them to."""

from typing import Any

from django.db import models
from django.db.models import Func
from django.db.models.sql.compiler import SQLCompiler

from hongxian.kernel.rules.dates import Duration


class Moved(Func):
    """A day plus a span: months first, clamped to the end of the month (29 February plus a year is 28 February), then
    days. Null stays null."""

    arity = 1
    output_field = models.DateField()

    def __init__(self, day: Any, span: Duration) -> None:
        super().__init__(day)
        self.months, self.days = span.years * 12 + span.months, span.days

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, Any]:
        """Intervals clamp there."""
        interval = f"make_interval(months => {self.months}, days => {self.days})"
        return self.as_sql(compiler, connection, template=f"(%(expressions)s + {interval})::date", **context)

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, Any]:
        """Adding months runs over the end of a month there: the earlier is taken of that day and the month's last."""
        sql, params = compiler.compile(self.source_expressions[0])
        if not self.months:
            return f"date({sql}, '{self.days:+d} days')", params
        first = f"date({sql}, 'start of month', '{self.months:+d} months'"
        same = f"{first}, '+' || (CAST(substr({sql}, 9, 2) AS INTEGER) - 1) || ' days')"
        last = f"{first}, '+1 month', '-1 day')"
        return f"date(MIN({same}, {last}), '{self.days:+d} days')", (*params, *params, *params)
