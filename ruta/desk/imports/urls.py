"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.imports import deciding, views

urlpatterns = [
    path("", views.imports_page, name="imports"),
    path("plantilla.<str:kind>", views.template_file, name="import_template"),
    path("parejas/", deciding.pairs_page, name="import_pairs"),
    path("parejas/<int:pair_id>/", deciding.decide_pair, name="import_decide"),
    path("<int:batch_id>/", views.import_page, name="import"),
    path("<int:batch_id>/columnas/", views.map_columns, name="import_columns"),
    path("<int:batch_id>/avance/", views.progress, name="import_progress"),
    path("<int:batch_id>/empezar/", views.start_import, name="import_start"),
    path("<int:batch_id>/detener/", views.stop_import, name="import_stop"),
    path("<int:batch_id>/olvidar/", views.forget_rows, name="import_forget"),
    path("<int:batch_id>/por-corregir.<str:kind>", views.rejected_file, name="import_rejected"),
]
