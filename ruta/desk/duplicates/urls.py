"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.duplicates import merging, views

urlpatterns = [
    path("", views.pairs_page, name="duplicates"),
    path("uniones/", merging.merges_page, name="merges"),
    path("uniones/<int:merge_id>/", merging.merged, name="merged"),
    path("uniones/<int:merge_id>/separar/", merging.part, name="part"),
    path("<int:pair_id>/", views.pair_page, name="duplicate"),
    path("<int:pair_id>/responder/", views.answer, name="duplicate_answer"),
    path("<int:pair_id>/unir/", merging.merge, name="merge"),
]
