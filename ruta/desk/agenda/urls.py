"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.agenda import views

urlpatterns = [
    path("", views.agenda, name="agenda"),
    path("lista/", views.listing, name="appointments"),
    path("<int:appointment_id>/marcar/", views.mark, name="appointment-mark"),
    path("dar/<int:person_id>/", views.book, name="appointment-book"),
]
