"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.minors import views

urlpatterns = [
    path("<int:person_id>/responsables/", views.guardians, name="guardians"),
    path("responsables/<int:guardian_id>/terminar/", views.end, name="guardian-end"),
    path("<int:person_id>/senaf/", views.tell, name="senaf-tell"),
    path("avisos/<int:notice_id>/", views.notice, name="senaf-notice"),
]
