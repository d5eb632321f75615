"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.facilities import board, moving, offices, views

urlpatterns = [
    path("", views.listing, name="equipment"),
    path("metas/", board.board, name="equipment-board"),
    path("nuevo/", views.new, name="equipment-new"),
    path("oficinas/<int:office_id>/", offices.office, name="equipment-office"),
    path("oficinas/<int:office_id>/revisar/", offices.survey, name="equipment-survey"),
    path("oficinas/<int:office_id>/renglones/<int:line_id>/foto/", offices.photo, name="equipment-photo"),
    path("oficinas/<int:office_id>/renglones/<int:line_id>/foto/quitar/", offices.photo_back, name="equipment-photo-back"),
    path("<int:requirement_id>/", views.requirement, name="requirement"),
    path("<int:requirement_id>/foto/", moving.evidence, name="requirement-evidence"),
    path("<int:requirement_id>/foto/<int:evidence_id>/", moving.shown, name="requirement-file"),
    path("<int:requirement_id>/foto/<int:evidence_id>/quitar/", moving.taken_back, name="requirement-file-back"),
    path("<int:requirement_id>/<str:step>/", moving.step, name="requirement-step"),
]
