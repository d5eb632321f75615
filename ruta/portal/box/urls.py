"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.box import views

urlpatterns = [
    path("", views.box, name="box"),
    path("ver/", views.look, name="box_look"),
    path("<str:number>/<str:key>/", views.written, name="box_written"),
]
