"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.projects import belonging, loading, views

urlpatterns = [
    path("", views.listing, name="projects"),
    path("nuevo/", views.new, name="project-new"),
    path("archivos/", loading.files, name="project-loads"),
    path("archivos/plantilla.<slug:kind>", loading.template, name="project-template"),
    path("archivos/<int:load_id>/", loading.load, name="project-load"),
    path("archivos/<int:load_id>/columnas/", loading.columns, name="project-load-columns"),
    path("archivos/<int:load_id>/traer/", loading.bring, name="project-load-bring"),
    path("<int:project_id>/", views.project, name="project"),
    path("<int:project_id>/cambiar/", views.edit, name="project-edit"),
    path("<int:project_id>/estado/", views.move, name="project-move"),
    path("<int:project_id>/dictamen/", views.judge, name="project-judge"),
    path("<int:project_id>/publico/", views.publish, name="project-publish"),
    path("<int:project_id>/agregar/<slug:what>/", belonging.add, name="project-add"),
    path("<int:project_id>/documentos/<int:row_id>/", belonging.paper, name="project-paper"),
    path("<int:project_id>/quitar/<slug:what>/<int:row_id>/", belonging.remove, name="project-remove"),
]
