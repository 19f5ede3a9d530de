"""URLs of mandates."""

from django.urls import path

from hongxian.modules.base.mandates.views import contracts, delegations, emergencies, handovers, requests

app_name = "mandates"
urlpatterns = [
    path("delegations/", delegations.delegation_list, name="delegations"),
    path("delegations/new/", delegations.make, name="delegate"),
    path("delegations/<uuid:key>/", delegations.detail, name="delegation"),
    path("emergencies/", emergencies.emergency_list, name="emergencies"),
    path("emergencies/open/", emergencies.open_access, name="open"),
    path("emergencies/<uuid:key>/", emergencies.detail, name="emergency"),
    path("emergencies/<uuid:key>/<slug:verb>/", emergencies.act, name="emergency_act"),
    path("handovers/", handovers.handover_list, name="handovers"),
    path("handovers/new/", handovers.choose, name="choose"),
    path("handovers/new/<uuid:key>/", handovers.prepare, name="prepare"),
    path("handovers/<uuid:key>/", handovers.detail, name="handover"),
    path("why/", requests.why, name="why"),
    path("requests/", requests.request_list, name="requests"),
    path("requests/new/", requests.ask, name="ask"),
    path("requests/<uuid:key>/", requests.detail, name="request"),
    path("requests/<uuid:key>/<slug:verb>/", requests.answer, name="answer"),
    path("contracts/", contracts.contract_list, name="contracts"),
    path("contracts/new/", contracts.make, name="make_contract"),
    path("contracts/<uuid:key>/", contracts.detail, name="contract"),
]
