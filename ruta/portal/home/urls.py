"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.home import kept, pages

urlpatterns = [
    path("carta/", pages.charter, name="charter"),
    path("carta/<slug:code>/", kept.service, name="charter_service"),
    path("contacto/", pages.contact, name="contact"),
    path("avance/", pages.progress, name="progress"),
    path("avance/<slug:code>/", pages.progress, name="progress_of"),
]
