"""URLs of supervision."""

from django.urls import path

from hongxian.modules.base.supervision.views import deciding, supervisions

app_name = "supervision"
urlpatterns = [
    path("", supervisions.overview, name="overview"),
    path("compute/", supervisions.compute, name="compute"),
    path("enterprises/", supervisions.enterprise_list, name="enterprises"),
    path("enterprises.xlsx", supervisions.enterprise_workbook, name="workbook"),
    path("enterprises/<uuid:key>/", supervisions.one_enterprise, name="enterprise"),
    path("bodies/", supervisions.bodies, name="bodies"),
    path("bodies/<uuid:key>/", supervisions.body, name="body"),
    path("sectors/", deciding.sectors, name="sectors"),
    path("sectors/<uuid:key>/end/", deciding.sector_end, name="sector_end"),
    path("rules/", deciding.rules, name="rules"),
    path("rules/new/", deciding.rule_new, name="rule_new"),
    path("rules/take/", deciding.rules_take, name="rules_take"),
    path("rules/<uuid:key>/", deciding.rule, name="rule"),
    path("rules/<uuid:key>/confirm/", deciding.confirm, {"what": "rule"}, name="rule_confirm"),
    path("rules/<uuid:key>/refuse/", deciding.step, {"what": "rule", "verb": "refuse"}, name="rule_refuse"),
    path("rules/<uuid:key>/end/", deciding.step, {"what": "rule", "verb": "end"}, name="rule_end"),
    path("overrides/", deciding.overrides, name="overrides"),
    path("overrides/<uuid:key>/", deciding.override, name="override"),
    path("overrides/<uuid:key>/confirm/", deciding.confirm, {"what": "override"}, name="override_confirm"),
    path("overrides/<uuid:key>/refuse/", deciding.step, {"what": "override", "verb": "refuse"}, name="override_refuse"),
    path("overrides/<uuid:key>/end/", deciding.step, {"what": "override", "verb": "end"}, name="override_end"),
]
