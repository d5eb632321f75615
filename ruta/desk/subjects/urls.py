"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.subjects import views

urlpatterns = [
    path("pedidos/", views.requests, name="data-requests"),
    path("pedidos/<int:request_id>/", views.request_page, name="data-request"),
    path("entrada/<int:person_id>/", views.way_in, name="way-in"),
]
