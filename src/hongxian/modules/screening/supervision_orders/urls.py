"""URLs of supervision orders."""

from django.urls import path

from hongxian.kernel.registers.views import register_list
from hongxian.modules.screening.supervision_orders.views import acts, orders, public, terms

app_name = "supervision_orders"
urlpatterns = [
    path("", register_list("supervision_order"), name="list"),
    path("unlisted/", register_list("unlisted_danger"), name="unlisted"),
    path("unlisted/<uuid:key>/", orders.propose, name="propose"),
    path("new/", orders.propose_accident, name="propose_accident"),
    path("public/", public.published, name="public"),
    path("terms/", terms.standing, name="terms"),
    path("terms/choose/", terms.choose, name="choose_profile"),
    path("terms/set/", terms.set_one, name="set_term"),
    path("terms/<uuid:key>/<str:verb>/", terms.decide, name="decide_term"),
    path("extensions/<uuid:key>/<str:verb>/", acts.decide_extension, name="decide_extension"),
    path("<uuid:key>/", orders.detail, name="detail"),
    path("<uuid:key>/<str:verb>/", acts.act, name="act"),
]
