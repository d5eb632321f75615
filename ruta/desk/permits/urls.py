"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.permits.views import listing, noting, page, papers, receiving

urlpatterns = [
    path("", listing.dossiers_list, name="permits"),
    path("nuevo/", receiving.begin, name="permit-begin"),
    path("nuevo/<slug:code>/", receiving.new, name="permit-new"),
    path("documentos/<int:paper_id>/", papers.paper, name="permit-paper"),
    path("compromisos/<int:measure_id>/", noting.finish, name="permit-measure-finish"),
    path("certificados/<int:certificate_id>/", papers.certificate, name="certificate"),
    path("certificados/<int:certificate_id>/renovar/", receiving.renew, name="certificate-renew"),
    path("certificados/<int:certificate_id>/<slug:slug>/", page.certificate_step, name="certificate-step"),
    path("<int:dossier_id>/", page.dossier, name="permit"),
    path("<int:dossier_id>/enlace/", page.link, name="permit-link"),
    path("<int:dossier_id>/pago/", noting.payment, name="permit-payment"),
    path("<int:dossier_id>/supervision/", noting.measure, name="permit-measure"),
    path("<int:dossier_id>/nota/", noting.note, name="permit-note"),
    path("<int:dossier_id>/requisitos/<int:requirement_id>/", papers.requirement, name="permit-requirement"),
    path("<int:dossier_id>/paso/<slug:slug>/", page.step, name="permit-step"),
]
