"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.opendata import views

urlpatterns = [
    path("", views.datasets, name="open_data"),
    path("<slug:code>.<str:kind>", views.dataset_file, name="open_data_file"),
]
