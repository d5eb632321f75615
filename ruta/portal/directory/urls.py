"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.directory import confirming, pages, views

urlpatterns = [
    path("", views.services, name="services"),
    path("<int:service_id>/", pages.service_number, name="service"),
    path("<int:service_id>-<slug:slug>/", pages.service, name="service_page"),
    path("confirmar/<str:token>/", confirming.confirm, name="service_confirm"),
    path("instituciones/", pages.institutions, name="institutions"),
    path("instituciones/<str:code>/", pages.institution, name="institution"),
]
