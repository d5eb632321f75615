"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.opinions import views

urlpatterns = [path("<str:token>/", views.opinion, name="opinion")]
