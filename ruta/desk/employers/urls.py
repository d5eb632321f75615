"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.employers import expecting, keeping, segments, views

urlpatterns = [
    path("", views.listing, name="employers"),
    path("segmentos/", segments.segments, name="employer-segments"),
    path("nuevo/", keeping.new, name="employer-new"),
    path("<int:employer_id>/", views.employer, name="employer"),
    path("<int:employer_id>/cambiar/", keeping.edit, name="employer-edit"),
    path("<int:employer_id>/expectativas/", expecting.expect, name="employer-expect"),
    path("<int:employer_id>/expectativas/<int:expectation_id>/", expecting.expectation, name="employer-expectation"),
    path("<int:employer_id>/verificar/", views.verify, name="employer-verify"),
    path("<int:employer_id>/contacto/", views.contact, name="employer-contact"),
    path("<int:employer_id>/contacto/<int:contact_id>/quitar/", views.contact_remove, name="employer-contact-remove"),
    path("<int:employer_id>/lugar/", views.place, name="employer-place"),
    path("<int:employer_id>/lugar/<int:place_id>/quitar/", views.place_remove, name="employer-place-remove"),
    path("<int:employer_id>/enlace/", views.link, name="employer-link"),
    path("<int:employer_id>/enlace/cerrar/", views.link_close, name="employer-link-close"),
]
