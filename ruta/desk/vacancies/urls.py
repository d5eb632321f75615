"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.vacancies import ending, loading, views, writing

urlpatterns = [
    path("", views.listing, name="vacancies"),
    path("nueva/<int:employer_id>/", writing.new, name="vacancy-new"),
    path("cargar/", loading.files, name="vacancy-loads"),
    path("cargar/<int:load_id>/", loading.load, name="vacancy-load"),
    path("cargar/<int:load_id>/por-corregir/", loading.refused, name="vacancy-load-refused"),
    path("cargar/<int:load_id>/fila/<int:row_id>/", loading.decide, name="vacancy-load-decide"),
    path("<int:vacancy_id>/", views.vacancy, name="vacancy"),
    path("<int:vacancy_id>/cambiar/", writing.edit, name="vacancy-edit"),
    path("<int:vacancy_id>/paso/", views.step, name="vacancy-step"),
    path("<int:vacancy_id>/cerrar/", ending.close, name="vacancy-close"),
    path("<int:vacancy_id>/retirar/", ending.withdraw, name="vacancy-withdraw"),
]
