"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.reports import calendar, publishing, views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("ver/<slug:name>/", views.report, name="report"),
    path("ver/<slug:name>/archivo/<slug:ending>/", views.report_file, name="report-file"),
    path("ver/<slug:name>/publicar/", publishing.propose, name="report-propose"),
    path("calendario/", calendar.calendar, name="report-calendar"),
    path("calendario/nuevo/", calendar.issue_new, name="report-issue-new"),
    path("calendario/<int:issue_id>/", calendar.issue_move, name="report-issue"),
    path("calendario/<int:issue_id>/cancelar/", calendar.issue_off, name="report-issue-off"),
    path("publicaciones/<int:publication_id>/", publishing.publication, name="publication"),
]
