"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.seekers.views import editing, listing, page

urlpatterns = [
    path("", listing.seekers, name="seekers"),
    path("persona/<int:person_id>/", page.of_person, name="seeker-of-person"),
    path("<int:profile_id>/", page.profile, name="seeker"),
    path("<int:profile_id>/cambiar/", editing.edit, name="seeker-edit"),
    path("<int:profile_id>/hoja-de-vida/", page.curriculum_page, name="seeker-cv"),
    path("<int:profile_id>/hoja-de-vida.pdf", page.curriculum_file, name="seeker-cv-file"),
]
