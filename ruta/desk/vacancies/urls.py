"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.vacancies import views, writing

urlpatterns = [
    path("", views.listing, name="vacancies"),
    path("nueva/<int:employer_id>/", writing.new, name="vacancy-new"),
    path("<int:vacancy_id>/", views.vacancy, name="vacancy"),
    path("<int:vacancy_id>/cambiar/", writing.edit, name="vacancy-edit"),
    path("<int:vacancy_id>/paso/", views.step, name="vacancy-step"),
    path("<int:vacancy_id>/cerrar/", views.close, name="vacancy-close"),
]
