"""URLs of mandates."""

from django.urls import path

from hongxian.modules.base.mandates.views import contracts, delegations, emergencies

app_name = "mandates"
urlpatterns = [
    path("delegations/", delegations.delegation_list, name="delegations"),
    path("delegations/new/", delegations.make, name="delegate"),
    path("delegations/<uuid:key>/", delegations.detail, name="delegation"),
    path("emergencies/", emergencies.emergency_list, name="emergencies"),
    path("emergencies/open/", emergencies.open_access, name="open"),
    path("emergencies/<uuid:key>/", emergencies.detail, name="emergency"),
    path("emergencies/<uuid:key>/<slug:verb>/", emergencies.act, name="emergency_act"),
    path("contracts/", contracts.contract_list, name="contracts"),
    path("contracts/new/", contracts.make, name="make_contract"),
    path("contracts/<uuid:key>/", contracts.detail, name="contract"),
]
