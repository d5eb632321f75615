"""Where does each topic of the portal live?"""

from django.urls import include, path

from ruta.portal.vacancies.question import question

app_name = "portal"
urlpatterns = [
    path("c/", include("ruta.portal.agenda.urls")),
    path("a/", include("ruta.portal.links.urls")),
    path("", include("ruta.portal.placements.urls")),
    path("", include("ruta.portal.permits.urls")),
    path("v/<str:token>/", question, name="vacancy_question"),  # as short as a message needs it
    path("trabajos/", include("ruta.portal.fairs.urls")),
    path("trabajos/", include("ruta.portal.vacancies.urls")),
    path("opinion/", include("ruta.portal.opinions.urls")),
    path("informes/publicos/", include("ruta.portal.reports.urls")),
    path("pantallas/", include("ruta.portal.screens.urls")),
    path("", include("ruta.portal.home.urls")),
]
