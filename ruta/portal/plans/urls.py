"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.plans import calendar

urlpatterns = [path("calendario/<str:token>.ics", calendar.feed, name="plan_calendar")]
