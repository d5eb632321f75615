"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.people.views import asking, editing, page, registering, searching

urlpatterns = [
    path("", searching.search, name="search"),
    path("pedir/", asking.ask, name="ask-access"),
    path("registrar/", registering.register, name="register"),
    path("<int:person_id>/", page.person, name="person"),
    path("<int:person_id>/editar/", editing.edit, name="person-edit"),
    path("<int:person_id>/agregar/<slug:part>/", editing.add, name="person-add"),
    path("contactos/<int:contact_id>/confirmar/", editing.confirm, name="contact-confirm"),
    path("quitar/<slug:part>/<int:row_id>/", editing.remove, name="person-remove"),
]
