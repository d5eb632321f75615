"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.observatory import views

urlpatterns = [
    path("", views.explorer, name="explorer"),
    path("archivo/<slug:ending>/", views.explorer_file, name="explorer-file"),
]
