"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.continuity import calls, views

urlpatterns = [
    path("", views.listing, name="continuity"),
    path("<int:office_id>/", views.office, name="continuity-office"),
    path("<int:office_id>/plan/", views.edit, name="continuity-edit"),
    path("<int:office_id>/aprobar/", views.approve, name="continuity-approve"),
    path("<int:office_id>/versiones/<int:number>/", views.version, name="continuity-version"),
    path("<int:office_id>/simulacro/", views.plan_one, name="drill-new"),
    path("<int:office_id>/llamadas/", calls.add, name="continuity-call"),
    path("<int:office_id>/llamadas/<int:call_id>/cambiar/", calls.change, name="continuity-call-change"),
    path("<int:office_id>/llamadas/<int:call_id>/quitar/", calls.drop, name="continuity-call-drop"),
    path("simulacros/<int:drill_id>/", views.drill, name="drill"),
    path("simulacros/<int:drill_id>/cancelar/", views.call_off, name="drill-off"),
]
