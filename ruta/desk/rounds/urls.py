"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.rounds.views import answering, duties, reading

urlpatterns = [
    path("", reading.rounds_page, name="rounds"),
    path("<int:round_id>/", reading.round_page, name="round"),
    path("pregunta/<int:ask_id>/", answering.ask_page, name="round-ask"),
    path("evidencia/<int:evidence_id>/", answering.evidence_file, name="round-evidence"),
    path("responsables/<slug:code>/", duties.duties_page, name="round-duties"),
    path("responsables/<slug:code>/<str:key>/", duties.duty_page, name="round-duty"),
]
