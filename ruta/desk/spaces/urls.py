"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.spaces import meeting, views

urlpatterns = [
    path("", views.listing, name="spaces"),
    path("nuevo/", views.new, name="space-new"),
    path("<int:space_id>/", views.space, name="space"),
    path("<int:space_id>/cambiar/", views.edit, name="space-edit"),
    path("<int:space_id>/convocar/", views.convene, name="space-convene"),
    path("<int:space_id>/aporte/", views.contribute, name="space-contribute"),
    path("aportes/<int:contribution_id>/", views.contribution, name="contribution"),
    path("reuniones/<int:meeting_id>/", meeting.page, name="meeting"),
    path("reuniones/<int:meeting_id>/acta/", meeting.minutes, name="meeting-minutes"),
    path("reuniones/<int:meeting_id>/cambiar/", meeting.move, name="meeting-move"),
    path("reuniones/<int:meeting_id>/cancelar/", meeting.cancel, name="meeting-cancel"),
    path("reuniones/<int:meeting_id>/publicar/", meeting.publish, name="meeting-publish"),
]
