"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.agenda import calendar, views

urlpatterns = [
    path("listo/", views.done, name="booking_done"),
    path("calendario/<str:token>.ics", calendar.feed, name="calendar"),
    path("<str:token>/", views.booking, name="booking"),
]
