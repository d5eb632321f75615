"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.directory import editing, proposing, views

urlpatterns = [
    path("", views.listing, name="services"),
    path("nuevo/<int:institution_id>/", editing.new, name="service-new"),
    path("<int:service_id>/", views.service, name="service"),
    path("<int:service_id>/cambiar/", editing.edit, name="service-edit"),
    path("<int:service_id>/verificar/", editing.verify, name="service-verify"),
    path("<int:service_id>/proponer/", proposing.propose, name="service-propose"),
    path("propuestas/<int:proposal_id>/", proposing.decide, name="service-proposal"),
    path("institucion/<int:institution_id>/", editing.owner, name="service-owner"),
]
