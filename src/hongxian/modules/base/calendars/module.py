"""The room of calendars: corrections of the working days that the State Council publishes."""

from hongxian.kernel.module import MenuItem, Module, Noun

MODULE = Module(
    key="calendars",
    urls="hongxian.modules.base.calendars.urls",
    nouns=(
        Noun(
            "calendar_day",
            model="calendars.CalendarDay",
            visible="hongxian.modules.base.calendars.queries.visible_calendar_days",
        ),
    ),
    menu=(
        MenuItem(
            "calendar",
            url="calendars:year",
            permission="calendar_day.view",
            icon="calendar-days",
            order=936,
            group="wing#kernel",
        ),
    ),
    permissions=("calendar_day.view",),
)
