"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.series import views

urlpatterns = [path("", views.listing, name="series")]
