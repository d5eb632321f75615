"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.links import views

urlpatterns = [
    path("listo/", views.done, name="link_done"),
    path("<str:token>/", views.link, name="link"),
]
