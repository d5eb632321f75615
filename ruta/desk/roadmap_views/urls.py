"""Which addresses do the ways to look at a plan answer?"""

from django.urls import path

from ruta.desk.roadmap_views import alignment, annual, board, calendar, gantt, places, workload

urlpatterns = [
    path("territorios/", places.places, name="roadmap-places"),
    path("alineacion/", alignment.matrix, name="roadmap-alignment"),
    path("<slug:code>/gantt/", gantt.gantt, name="roadmap-gantt"),
    path("<slug:code>/propuestas/<int:pk>/gantt/", gantt.proposed, name="roadmap-proposal-gantt"),
    path("<slug:code>/tablero/", board.board, name="roadmap-board"),
    path("<slug:code>/calendario/", calendar.month, name="roadmap-calendar"),
    path("<slug:code>/calendario.ics", calendar.feed, name="roadmap-feed"),
    path("<slug:code>/poa/", annual.annual, name="roadmap-annual"),
    path("<slug:code>/carga/", workload.workload, name="roadmap-workload"),
]
