"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.placements import openings, views

urlpatterns = [
    path("terna/<str:token>/", views.shortlist, name="shortlist"),
    path("postulacion/<str:token>/", views.application, name="application"),
    path("postulacion/<str:token>/vacantes/", openings.openings, name="application_openings"),
    path("postulacion-lista/", views.done, name="application_done"),
]
