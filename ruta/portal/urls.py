"""Where does each topic of the portal live?"""

from django.urls import include, path

app_name = "portal"
urlpatterns = [
    path("a/", include("ruta.portal.links.urls")),
    path("pantallas/", include("ruta.portal.screens.urls")),
    path("", include("ruta.portal.home.urls")),
]
