"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.guide import views

urlpatterns = [path("componentes/", views.components, name="guide")]
