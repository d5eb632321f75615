"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.studies import views

urlpatterns = [
    path("", views.studies, name="studies"),
    path("<int:study_id>/", views.study, name="study"),
    path("<int:study_id>/archivo/", views.file, name="study_file"),
    path("escenarios/<int:scenario_id>/", views.scenario, name="scenario"),
]
