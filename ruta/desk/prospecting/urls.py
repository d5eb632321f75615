"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.prospecting import planning, views

urlpatterns = [
    path("", views.matrix, name="prospecting"),
    path("visitas/", views.listing, name="prospecting-visits"),
    path("visitas/<int:visit_id>/", planning.visit, name="prospecting-visit"),
    path("visitas/<int:visit_id>/cancelar/", planning.cancel, name="prospecting-visit-cancel"),
    path("planificar/", planning.plan, name="prospecting-plan"),
    path("temporadas/", planning.seasons_page, name="prospecting-seasons"),
    path("temporadas/<int:season_id>/quitar/", planning.season_remove, name="prospecting-season-remove"),
]
