"""URLs of the exchange."""

from django.urls import path

from hongxian.kernel.registers.views import register_list
from hongxian.modules.portal.exchange.views import checks, dispatches, mappings, partners

app_name = "exchange"
urlpatterns = [
    path("", partners.partner_list, name="list"),
    path("partners/new/", partners.register, name="register"),
    path("partners/<uuid:key>/", partners.partner, name="partner"),
    path("partners/<uuid:key>/<str:verb>/", partners.act, name="partner_act"),
    path("partners/<uuid:key>/mappings/new/", mappings.draft, name="draft"),
    path("mappings/<uuid:key>/", mappings.mapping, name="mapping"),
    path("mappings/<uuid:key>/<str:verb>/", mappings.act, name="mapping_act"),
    path("dispatches/<uuid:key>/", dispatches.dispatch, name="dispatch"),
    path("dispatches/<uuid:key>/file/", dispatches.file, name="file"),
    path("dispatches/<uuid:key>/<str:verb>/", dispatches.act, name="dispatch_act"),
    path("records/", register_list("dispatch_record"), name="records"),
    path("received/", register_list("received_record"), name="received"),
    path("received/<uuid:key>/", checks.received_record, name="received_record"),
    path("checks/", checks.checks, name="checks"),
    path("checks/<uuid:key>/<str:direction>/<str:code>/<str:period>/", checks.act, name="check_act"),
]
