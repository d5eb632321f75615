"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.spaces import hearing, meeting, views

urlpatterns = [
    path("", views.listing, name="spaces"),
    path("nuevo/", views.new, name="space-new"),
    path("<int:space_id>/", views.space, name="space"),
    path("<int:space_id>/cambiar/", views.edit, name="space-edit"),
    path("<int:space_id>/convocar/", views.convene, name="space-convene"),
    path("<int:space_id>/aporte/", hearing.contribute, name="space-contribute"),
    path("aportes/<int:contribution_id>/", hearing.contribution, name="contribution"),
    path("aportes/<int:contribution_id>/corregir/", hearing.correct, name="contribution-correct"),
    path("aportes/<int:contribution_id>/retirar/", hearing.take_back, name="contribution-back"),
    path("reuniones/<int:meeting_id>/", meeting.page, name="meeting"),
    path("reuniones/<int:meeting_id>/acta/", meeting.minutes, name="meeting-minutes"),
    path("reuniones/<int:meeting_id>/cambiar/", meeting.move, name="meeting-move"),
    path("reuniones/<int:meeting_id>/cancelar/", meeting.cancel, name="meeting-cancel"),
    path("reuniones/<int:meeting_id>/publicar/", meeting.publish, name="meeting-publish"),
    path("reuniones/<int:meeting_id>/retirar/", meeting.take_back, name="meeting-back"),
]
