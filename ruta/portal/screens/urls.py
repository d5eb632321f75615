"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.screens import offline, views

urlpatterns = [
    path("sin-red/", offline.page, name="screen_offline"),
    path("trabajador.js", offline.worker, name="screen_worker"),
    path("<str:token>/", views.screen, name="screen"),
    path("<str:token>/turno/<int:ticket_id>/", views.taken, name="screen_taken"),
    path("<str:token>/estado/", views.state, name="screen_state"),
    path("<str:token>/en-vivo/", views.live, name="screen_live"),
]
