"""Which address leads to which face?"""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from ruta.desk.session.views import health, set_theme
from ruta.portal.home.front import front

urlpatterns = [
    path("", front, name="home"),
    path("salud/", health, name="health"),
    path("idioma/", set_language, name="set_language"),
    path("tema/", set_theme, name="set_theme"),
    path("cuenta/", include("allauth.urls")),
    path("administracion/", admin.site.urls),
    path("guia/", include("ruta.desk.guide.urls")),
    path("", include("ruta.exchange.urls")),
    path("", include("ruta.desk.urls")),
    path("", include("ruta.portal.urls")),
]
handler400 = "ruta.desk.errors.bad_request"
handler403 = "ruta.desk.errors.refused"
handler404 = "ruta.desk.errors.not_found"
handler500 = "ruta.desk.errors.server_error"
