"""Every page: the rooms' own URLs under their keys, the desk at the root."""

from django.urls import URLPattern, URLResolver, include, path

from hongxian.config.api import api
from hongxian.kernel.module import modules

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    *(
        path("" if module.key == "desk" else f"{module.key.replace('_', '-')}/", include(module.urls))
        for module in modules().values()
        if module.urls
    ),
    *(path("", include(module.root_urls)) for module in modules().values() if module.root_urls),
]
handler403 = "hongxian.kernel.web.errors.forbidden"
handler404 = "hongxian.kernel.web.errors.not_found"
handler500 = "hongxian.kernel.web.errors.server_error"
