"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.steward import views

urlpatterns = [
    path("", views.quality_page, name="quality"),
    path("muestra/", views.judge, name="judge"),
    path("muestra/sacar/", views.draw, name="draw_sample"),
    path("umbral/", views.propose, name="propose_threshold"),
    path("umbral/<int:model_id>/aprobar/", views.approve, name="approve_threshold"),
]
