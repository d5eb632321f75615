"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.placements import views

urlpatterns = [
    path("terna/<str:token>/", views.shortlist, name="shortlist"),
    path("postulacion/<str:token>/", views.application, name="application"),
    path("postulacion-lista/", views.done, name="application_done"),
]
