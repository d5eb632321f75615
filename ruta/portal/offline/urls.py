"""Which addresses does this topic answer? The worker lies at the root, because it stands for all public pages."""

from django.urls import path

from ruta.portal.offline import views

urlpatterns = [
    path("sin-red/", views.page, name="offline"),
    path("trabajador.js", views.worker, name="worker"),
    path("manifiesto.json", views.manifest, name="manifest"),
]
