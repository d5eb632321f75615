"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.agenda.views import booking, calendar, keeping, waiting, week

urlpatterns = [
    path("", week.agenda, name="agenda"),
    path("dia/", week.day, name="agenda-day"),
    path("lista/", week.listing, name="appointments"),
    path("horarios/", keeping.agendas, name="agendas"),
    path("horarios/nueva/", keeping.new, name="agenda-new"),
    path("horarios/<int:agenda_id>/", keeping.edit, name="agenda-edit"),
    path("cierres/", keeping.close, name="agenda-close"),
    path("cierres/<int:closure_id>/quitar/", keeping.reopen, name="agenda-reopen"),
    path("espera/", waiting.waiting, name="waiting-list"),
    path("espera/<int:entry_id>/quitar/", waiting.leave, name="waiting-leave"),
    path("espera/<int:entry_id>/responder/", waiting.answer, name="waiting-answer"),
    path("calendario/", calendar.calendar, name="agenda-calendar"),
    path("calendario/cerrar/", calendar.close, name="agenda-calendar-close"),
    path("dar/<int:person_id>/", booking.book, name="appointment-book"),
    path("elegir/<int:person_id>/", booking.choose, name="appointment-choose"),
    path("elegir/<int:person_id>/enlace/", booking.send_link, name="appointment-link"),
    path("elegir/<int:person_id>/espera/", booking.wait, name="appointment-wait"),
    path("<int:appointment_id>/", booking.appointment, name="appointment"),
    path("<int:appointment_id>/marcar/", week.mark, name="appointment-mark"),
    path("<int:appointment_id>/deshacer/", week.undo, name="appointment-undo"),
    path("<int:appointment_id>/mover/", booking.move, name="appointment-move"),
    path("<int:appointment_id>/cancelar/", booking.cancel, name="appointment-cancel"),
]
