"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.reports import views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("<slug:slug>/", views.report, name="report"),
    path("<slug:slug>/<slug:ending>/", views.report_file, name="report_file"),
]
