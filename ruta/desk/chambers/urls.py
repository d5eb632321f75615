"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.chambers import views

urlpatterns = [
    path("", views.listing, name="chambers"),
    path("nueva/", views.new, name="chamber-new"),
    path("<int:chamber_id>/", views.chamber, name="chamber"),
    path("<int:chamber_id>/cambiar/", views.edit, name="chamber-edit"),
    path("<int:chamber_id>/contacto/", views.contact, name="chamber-contact"),
    path("<int:chamber_id>/contacto/<int:contact_id>/quitar/", views.contact_remove, name="chamber-contact-remove"),
    path("<int:chamber_id>/miembro/", views.member, name="chamber-member"),
    path("<int:chamber_id>/miembro/<int:employer_id>/quitar/", views.member_remove, name="chamber-member-remove"),
]
