"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.reports import publishing, views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("ver/<slug:name>/", views.report, name="report"),
    path("ver/<slug:name>/archivo/<slug:ending>/", views.report_file, name="report-file"),
    path("ver/<slug:name>/publicar/", publishing.propose, name="report-propose"),
    path("publicaciones/<int:publication_id>/", publishing.publication, name="publication"),
]
