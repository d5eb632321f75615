"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.permits import applicant, views

urlpatterns = [
    path("agentes/", views.agents, name="agents"),
    path("certificados/", views.certificates, name="certificates"),
    path("certificados/<str:code>/", views.certificate, name="certificate"),
    path("tramite/<str:token>/", applicant.dossier, name="dossier"),
]
