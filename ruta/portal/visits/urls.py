"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.visits import views

urlpatterns = [path("visitas/", views.visits, name="visits")]
