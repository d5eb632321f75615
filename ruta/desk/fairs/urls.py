"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.fairs import door, opinions, views

urlpatterns = [
    path("", views.listing, name="fairs"),
    path("nueva/", views.new, name="fair-new"),
    path("<int:fair_id>/", views.fair, name="fair"),
    path("<int:fair_id>/cambiar/", views.edit, name="fair-edit"),
    path("<int:fair_id>/paso/", views.step, name="fair-step"),
    path("<int:fair_id>/invitar/", views.invite, name="fair-invite"),
    path("<int:fair_id>/invitado/<int:participant_id>/", views.answer, name="fair-answer"),
    path("<int:fair_id>/puerta/", door.door, name="fair-door"),
    path("<int:fair_id>/puerta/persona/<int:person_id>/", door.enter, name="fair-enter"),
    path("<int:fair_id>/puerta/sin-registro/", door.walk_in, name="fair-walk-in"),
    path("<int:fair_id>/entrevista/", door.interview, name="fair-interview"),
    path("<int:fair_id>/opinion/", opinions.attendee, name="fair-opinion"),
    path("<int:fair_id>/opinion/<int:employer_id>/", opinions.employer, name="fair-employer-opinion"),
    path("<int:fair_id>/resultado/", views.results, name="fair-results"),
]
