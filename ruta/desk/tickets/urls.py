"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.tickets.views import figures, reception, room, window

urlpatterns = [
    path("", window.window, name="tickets"),
    path("ventanilla/", window.sit, name="tickets-sit"),
    path("ventanilla/dejar/", window.leave, name="tickets-leave"),
    path("siguiente/", window.call, name="tickets-next"),
    path("<int:ticket_id>/llamar/", window.call_one, name="ticket-call"),
    path("<int:ticket_id>/paso/", window.step, name="ticket-step"),
    path("<int:ticket_id>/trasladar/", window.transfer, name="ticket-transfer"),
    path("<int:ticket_id>/caso/", window.attach, name="ticket-case"),
    path("<int:office_id>/en-vivo/", window.live, name="tickets-live"),
    path("recepcion/", reception.reception, name="tickets-reception"),
    path("tiempos/", figures.figures, name="tickets-times"),
    path("lista/", figures.listing, name="tickets-list"),
    path("sala/", room.room, name="tickets-room"),
    path("sala/fila/", room.add_line, name="tickets-line-add"),
    path("sala/fila/<int:line_id>/", room.line, name="tickets-line"),
    path("sala/ventanilla/", room.add_window, name="tickets-window-add"),
    path("sala/ventanilla/<int:window_id>/", room.window, name="tickets-window"),
    path("sala/pantalla/", room.add_device, name="tickets-device-add"),
    path("sala/pantalla/<int:device_id>/retirar/", room.revoke, name="tickets-device-revoke"),
]
