"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.suggestions import views

urlpatterns = [
    path("", views.box, name="suggestions"),
    path("<int:suggestion_id>/", views.suggestion, name="suggestion"),
    path("cambios/", views.changes_made, name="suggestion-changes"),
    path("cambios/<int:change_id>/hecho/", views.done, name="suggestion-change-done"),
]
