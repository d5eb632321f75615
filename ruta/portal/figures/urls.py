"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.figures import views

urlpatterns = [
    path("", views.figures, name="figures"),
    path("archivo/<slug:ending>/", views.figures_file, name="figures_file"),
]
