"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.steward import learning, versions, views

urlpatterns = [
    path("", views.quality_page, name="quality"),
    path("muestra/", views.judge, name="judge"),
    path("muestra/sacar/", views.draw, name="draw_sample"),
    path("umbral/", views.propose, name="propose_threshold"),
    path("aprender/", learning.start, name="learn"),
    path("aprender/avance/", learning.progress, name="learning_progress"),
    path("versiones/<int:number>/", versions.version_page, name="version"),
    path("versiones/<int:number>/modelo.yaml", versions.model_file, name="version_model"),
    path("versiones/<int:number>/aprobar/", versions.approve, name="approve_version"),
    path("versiones/<int:number>/rechazar/", versions.reject, name="reject_version"),
    path("versiones/<int:number>/volver/", versions.go_back, name="return_to_version"),
]
