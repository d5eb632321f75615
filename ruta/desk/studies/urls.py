"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.studies import scenarios, views

urlpatterns = [
    path("", views.listing, name="studies"),
    path("nuevo/", views.new, name="study-new"),
    path("<int:study_id>/", views.study, name="study"),
    path("<int:study_id>/cambiar/", views.change, name="study-change"),
    path("<int:study_id>/archivo/", views.file, name="study-file"),
    path("<int:study_id>/decisiones/<int:use_id>/", views.use, name="study-use"),
    path("<int:study_id>/<slug:step>/", views.step, name="study-step"),
    path("escenarios/", scenarios.listing, name="scenarios"),
    path("escenarios/nuevo/", scenarios.new, name="scenario-new"),
    path("escenarios/<int:scenario_id>/", scenarios.scenario, name="scenario"),
    path("escenarios/<int:scenario_id>/cambiar/", scenarios.change, name="scenario-change"),
    path("escenarios/<int:scenario_id>/<slug:step>/", scenarios.step, name="scenario-step"),
]
