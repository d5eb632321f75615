"""Where does each topic of the portal live?"""

from django.urls import include, path

from ruta.portal.mine import entering
from ruta.portal.norms.texts import frbr
from ruta.portal.vacancies.question import question

app_name = "portal"
urlpatterns = [
    path("c/", include("ruta.portal.agenda.urls")),
    path("a/", include("ruta.portal.links.urls")),
    path("", include("ruta.portal.placements.urls")),
    path("", include("ruta.portal.permits.urls")),
    path("", include("ruta.portal.badges.urls")),
    path("e/<str:token>/", entering.link, name="my_link"),  # as short as a message needs it
    path("mi/", include("ruta.portal.mine.urls")),
    path("v/<str:token>/", question, name="vacancy_question"),  # as short as a message needs it
    path("trabajos/", include("ruta.portal.fairs.urls")),
    path("trabajos/", include("ruta.portal.companies.urls")),
    path("trabajos/", include("ruta.portal.vacancies.urls")),
    path("servicios/", include("ruta.portal.directory.urls")),
    path("proyectos/", include("ruta.portal.projects.urls")),
    path("", include("ruta.portal.offline.urls")),
    path("avisos/", include("ruta.portal.receipts.urls")),
    path("datos-abiertos/", include("ruta.portal.opendata.urls")),
    path("convenios-publicos/", include("ruta.portal.agreements.urls")),
    path("buzon/", include("ruta.portal.box.urls")),
    path("orientacion/", include("ruta.portal.orientation.urls")),
    path("opinion/", include("ruta.portal.opinions.urls")),
    path("informes/publicos/", include("ruta.portal.reports.urls")),
    path("cifras/", include("ruta.portal.figures.urls")),
    path("akn/<path:address>", frbr, name="norm_address"),  # FRBR: permanent, as documents cite it
    path("normas/", include("ruta.portal.norms.urls")),
    path("planes/", include("ruta.portal.plans.urls")),
    path("estudios-publicos/", include("ruta.portal.studies.urls")),
    path("", include("ruta.portal.outreach.urls")),
    path("", include("ruta.portal.visits.urls")),
    path("espacios/", include("ruta.portal.participation.urls")),
    path("pantallas/", include("ruta.portal.screens.urls")),
    path("", include("ruta.portal.home.urls")),
]
