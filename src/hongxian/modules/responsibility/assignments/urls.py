"""URLs of assignments."""

from django.urls import path

from hongxian.kernel.registers.views import register_list
from hongxian.modules.responsibility.assignments.views import assignments, breakdown, papers, sheet

app_name = "assignments"
urlpatterns = [
    path("", register_list("assignment"), name="list"),
    path("sheet/", sheet.progress_sheet, name="sheet"),
    path("sheet.xlsx", sheet.progress_workbook, name="workbook"),
    path("breakdown/", breakdown.adoption_list, name="breakdowns"),
    path("breakdown/<uuid:key>/", breakdown.break_down, name="breakdown"),
    path("breakdown/<uuid:key>/assign/", breakdown.assign_clause, name="assign"),
    path("<uuid:key>/", assignments.detail, name="detail"),
    path("<uuid:key>/report-done/", assignments.done, name="report_done"),
    path("<uuid:key>/accept/", assignments.accept, name="accept"),
    path("<uuid:key>/return/", assignments.send_back, name="return"),
    path("<uuid:key>/withdraw/", assignments.withdraw, name="withdraw"),
    path("<uuid:key>/urge/", papers.press, name="urge"),
    path("<uuid:key>/progress/", papers.progress, name="progress"),
    path("<uuid:key>/material/", papers.material, name="material"),
    path("<uuid:key>/progress/<uuid:paper>/withdraw/", papers.take_back_progress, name="withdraw_progress"),
    path("<uuid:key>/material/<uuid:paper>/withdraw/", papers.take_back_material, name="withdraw_material"),
]
