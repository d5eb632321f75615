"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.queue import views

urlpatterns = [path("", views.queue, name="queue")]
