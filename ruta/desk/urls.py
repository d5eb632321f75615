"""Where does each topic of the desk live?"""

from django.urls import include, path

from ruta.desk.agreements.board import board
from ruta.desk.territories.gaps import gaps

app_name = "desk"
urlpatterns = [
    path("cola/", include("ruta.desk.queue.urls")),
    path("personas/", include("ruta.desk.people.urls")),
    path("duplicados/", include("ruta.desk.duplicates.urls")),
    path("identidad/", include("ruta.desk.steward.urls")),
    path("otras-instituciones/", include("ruta.desk.elsewhere.urls")),
    path("permisos/", include("ruta.desk.consent.urls")),
    path("menores/", include("ruta.desk.minors.urls")),
    path("seguridad/", include("ruta.desk.safety.urls")),
    path("colocaciones/", include("ruta.desk.placements.urls")),
    path("perfiles/", include("ruta.desk.seekers.urls")),
    path("casos/", include("ruta.desk.cases.urls")),
    path("derivaciones/", include("ruta.desk.referrals.urls")),
    path("agenda/", include("ruta.desk.agenda.urls")),
    path("empleadores/", include("ruta.desk.employers.urls")),
    path("camaras/", include("ruta.desk.chambers.urls")),
    path("prospeccion/", include("ruta.desk.prospecting.urls")),
    path("ferias/", include("ruta.desk.fairs.urls")),
    path("vacantes/", include("ruta.desk.vacancies.urls")),
    path("tramites/", include("ruta.desk.permits.urls")),
    path("directorio/", include("ruta.desk.directory.urls")),
    path("turnos/", include("ruta.desk.tickets.urls")),
    path("campo/", include("ruta.desk.field.urls")),
    path("opiniones/", include("ruta.desk.opinions.urls")),
    path("sugerencias/", include("ruta.desk.suggestions.urls")),
    path("importar/", include("ruta.desk.imports.urls")),
    path("territorios/", include("ruta.desk.territories.urls")),
    path("brechas/", gaps, name="gaps"),
    path("coordinacion/", board, name="coordination"),
    path("banco/", include("ruta.desk.projects.urls")),
    path("convenios/", include("ruta.desk.agreements.urls")),
    path("indicadores/", include("ruta.desk.indicators.urls")),
    path("costos/", include("ruta.desk.roadmap_costs.urls")),
    path("informes/", include("ruta.desk.reports.urls")),
    path("hoja-de-ruta/", include("ruta.desk.roadmap_views.urls")),
    path("hoja-de-ruta/", include("ruta.desk.roadmap_proposals.urls")),
    path("hoja-de-ruta/", include("ruta.desk.roadmap.urls")),
    path("compendio/", include("ruta.desk.norms.urls")),
    path("pes-scan/", include("ruta.desk.pes_scan.urls")),
    path("rondas/", include("ruta.desk.rounds.urls")),
    path("cuestionarios/", include("ruta.desk.instruments.urls")),
    path("ocupaciones/", include("ruta.desk.occupations.urls")),
    path("sesion/", include("ruta.desk.session.urls")),
    path("intercambio/", include("ruta.desk.exchange.urls")),
    path("vigilancia/", include("ruta.desk.oversight.urls")),
]
