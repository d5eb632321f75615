"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.exchange import log, phases, views, writing

urlpatterns = [
    path("", views.listing, name="clients"),
    path("nuevo/", writing.new, name="client-new"),
    path("<int:pk>/", views.client, name="client"),
    path("<int:pk>/claves/", writing.keys, name="client-keys"),
    path("<int:pk>/claves/quitar/", writing.key_end, name="client-key-end"),
    path("<int:pk>/certificados/", writing.certificate, name="client-certificate"),
    path("<int:pk>/certificados/quitar/", writing.certificate_end, name="client-certificate-end"),
    path("<int:pk>/respuestas/", writing.callback, name="client-callback"),
    path("<int:pk>/enlace/", writing.peer, name="client-peer"),
    path("<int:pk>/avisos/", views.events, name="client-events"),
    path("<int:pk>/avisos/repetir/", writing.replay, name="client-replay"),
    path("<int:pk>/avisos/dejar/", writing.silence, name="client-silence"),
    path("<int:pk>/estado/", writing.state, name="client-state"),
    path("mensajes/", log.messages_page, name="exchange-messages"),
    path("fases/", phases.board, name="exchange-phases"),
    path("sellos/", log.seals_page, name="exchange-seals"),
]
