"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.occupations import views

urlpatterns = [
    path("", views.occupations_list, name="occupations"),
    path("sugerir/", views.suggest_occupations, name="occupation-suggestions"),
    path("habilidades/sugerir/", views.suggest_skills, name="skill-suggestions"),
    path("<str:code>/", views.occupation, name="occupation"),
]
