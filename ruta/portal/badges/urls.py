"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.badges import appraising, attending, checking

urlpatterns = [
    path("asistencia/<str:code>/", attending.attend, name="attend"),
    path("cursos/evaluar/<str:code>/", appraising.appraise, name="appraise"),
    path("insignias/comprobar/", checking.compare, name="badge_compare"),
    path("insignias/clave.json", checking.key, name="badge_key"),
    path("insignias/emisores/<str:institution>.json", checking.issuer, name="badge_issuer"),
    path("insignias/emisores/<str:institution>/revocadas.json", checking.revoked, name="badges_revoked"),
    path("insignias/logros/<int:course>-<int:version>", checking.achieved, name="achievement"),
    path("insignias/<str:code>/", checking.badge, name="badge"),
    path("insignias/<str:code>/credencial.jwt", checking.credential, name="badge_credential"),
]
