"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.participation import views

urlpatterns = [
    path("", views.spaces, name="spaces"),
    path("<int:space_id>/", views.space, name="space"),
]
