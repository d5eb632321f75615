"""Which addresses do adjustments of plans answer?"""

from django.urls import path

from ruta.desk.roadmap_proposals import comparing, rows, views

urlpatterns = [
    path("<slug:code>/propuestas/", views.proposals, name="roadmap-proposals"),
    path("<slug:code>/propuestas/<int:pk>/", views.proposal, name="roadmap-proposal"),
    path("<slug:code>/propuestas/<int:pk>/al-dia/", comparing.rebase, name="roadmap-rebase"),
    path("<slug:code>/propuestas/<int:pk>/fila/<str:key>/", rows.row, name="roadmap-proposal-row"),
    path("<slug:code>/comparar/", comparing.compare, name="roadmap-compare"),
]
