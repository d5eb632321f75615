"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.safety import views

urlpatterns = [
    path("<int:person_id>/lugares/", views.places, name="unsafe-places"),
    path("marcas/<slug:kind>/<int:mark_id>/terminar/", views.end, name="unsafe-end"),
    path("contactos/<int:contact_id>/", views.contact, name="unsafe-contact"),
]
