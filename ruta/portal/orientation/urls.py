"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.orientation import views

urlpatterns = [
    path("", views.topics, name="orientation"),
    path("<slug:code>/", views.topic, name="orientation_topic"),
]
