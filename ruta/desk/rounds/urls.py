"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.rounds.views import answering, commitments, correcting, duties, figures, following, reading, risks

urlpatterns = [
    path("", reading.rounds_page, name="rounds"),
    path("<int:round_id>/", reading.round_page, name="round"),
    path("pregunta/<int:ask_id>/", answering.ask_page, name="round-ask"),
    path("evidencia/<int:evidence_id>/", answering.evidence_file, name="round-evidence"),
    path("responsables/<slug:code>/", duties.duties_page, name="round-duties"),
    path("responsables/<slug:code>/<str:key>/", duties.duty_page, name="round-duty"),
    path("seguimiento/", following.followed_page, name="followed"),
    path("seguimiento/nueva/", following.undertaking_new, name="undertaking-new"),
    path("seguimiento/<int:undertaking_id>/", following.undertaking, name="undertaking"),
    path("seguimiento/<int:undertaking_id>/corregir/", correcting.correct, name="undertaking-correct"),
    path("seguimiento/<int:undertaking_id>/quitar/", correcting.drop, name="undertaking-drop"),
    path("seguimiento/<int:undertaking_id>/deshacer/", following.undertaking_back, name="undertaking-back"),
    path("mesas/", following.meetings_page, name="meetings"),
    path("riesgos/", risks.risks_page, name="risks"),
    path("riesgos/<int:risk_id>/", risks.risk_page, name="risk"),
    path("semaforo/<slug:code>/<str:key>/", risks.light_page, name="roadmap-light"),
    path("cifras/", figures.figures_page, name="roadmap_figures"),
    path("cifras/compromisos/", commitments.commitments_page, name="kept_commitments"),
]
