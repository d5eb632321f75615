"""Which addresses does work without network answer?"""

from django.urls import path

from ruta.desk.field.views import api, deciding, pages, photos, shell

urlpatterns = [
    path("", pages.home, name="field"),
    path("app/", shell.app, name="field-app"),
    path("trabajador.js", shell.worker, name="field-worker"),
    path("manifiesto.json", shell.manifest, name="field-manifest"),
    path("aparatos/<int:device_id>/borrar/", pages.wipe, name="field-wipe"),
    path("envios/<int:sent_id>/", deciding.sent, name="field-sent"),
    path("fotos/<int:case_id>/", photos.of_case, name="field-photos"),
    path("foto/<int:photo_id>/", photos.picture, name="field-picture"),
    path("api/fotos/<uuid:key>/", photos.bring, name="field-photo"),
    path("api/estado/", api.state, name="field-state"),
    path("api/aparatos/", api.enrol, name="field-enrol"),
    path("api/casos/", api.cases, name="field-cases"),
    path("api/candidatos/", api.choose, name="field-candidates"),
    path("api/paquete/", api.pack, name="field-pack"),
    path("api/paquete/<slug:name>/", api.part, name="field-part"),
    path("api/llevado/", api.packed, name="field-packed"),
    path("api/envios/", api.receive_batch, name="field-send"),
    path("api/resultados/", api.outcomes, name="field-outcomes"),
    path("api/borrado/", api.wiped, name="field-wiped"),
]
