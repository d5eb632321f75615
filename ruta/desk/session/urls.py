"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.session import views

urlpatterns = [path("rol/", views.switch_membership, name="switch")]
