"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.messages import views

urlpatterns = [
    path("", views.sent, name="messages"),
    path("<int:message_id>/otra-vez/", views.again, name="message-again"),
    path("persona/<int:person_id>/", views.of_person, name="person-messages"),
]
