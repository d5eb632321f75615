"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.elsewhere import systems, views

urlpatterns = [
    path("preguntas/", views.questions_page, name="same-questions"),
    path("preguntas/<uuid:tie>/", views.answer, name="same-answer"),
    path("enlaces/<uuid:tie>/deshacer/", views.end, name="tie-end"),
    path("enlaces/<uuid:tie>/recuperar/", views.restore, name="tie-restore"),
    path("enlaces/<uuid:tie>/pedir/", views.ask_permission, name="tie-ask"),
    path("<int:person_id>/", views.look, name="elsewhere"),
    path("<int:person_id>/sistemas/", systems.systems, name="systems"),
    path("<int:person_id>/sistemas/preguntar/", systems.ask_system, name="ask-system"),
    path("<int:person_id>/preguntar/", views.ask, name="ask-same"),
    path("<int:person_id>/comparada/", views.same_here, name="tie-compared"),
]
