"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.oversight import machine, staff, views

urlpatterns = [
    path("cambios/", views.changes_page, name="audit"),
    path("aperturas/", views.openings_page, name="openings"),
    path("sellos/", views.seals_page, name="seals"),
    path("tareas/", machine.jobs_page, name="jobs"),
    path("personal/", staff.staff_page, name="staff"),
    path("personal/nuevo/", staff.new_user, name="new_user"),
    path("personal/<int:pk>/", staff.user_page, name="user"),
]
