"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.duplicates import views

urlpatterns = [
    path("", views.pairs_page, name="duplicates"),
    path("<int:pair_id>/", views.pair_page, name="duplicate"),
    path("<int:pair_id>/responder/", views.answer, name="duplicate_answer"),
]
