"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.vacancies import employer, suggesting, views

urlpatterns = [
    path("", views.jobs, name="jobs"),
    path("sugerir/oficios/", suggesting.occupations, name="occupation_suggestions"),
    path("sugerir/habilidades/", suggesting.skills, name="skill_suggestions"),
    path("<int:vacancy_id>/", views.job_number, name="job"),
    path("<int:vacancy_id>-<slug:slug>/", views.job, name="job_page"),
    path("empleador/<str:token>/", employer.home, name="employer"),
    path("empleador/<str:token>/nueva/", employer.propose, name="employer_propose"),
    path("empleador/<str:token>/<int:vacancy_id>/", employer.vacancy, name="employer_vacancy"),
]
