"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.projects import views

urlpatterns = [
    path("", views.projects, name="projects"),
    path("<int:project_id>/", views.project_number, name="project_number"),
    path("<int:project_id>/documentos/<int:row_id>/", views.paper, name="project_paper"),
    path("<int:project_id>-<slug:slug>/", views.project, name="project"),
]
