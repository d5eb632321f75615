"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.agreements import belonging, views, writing

urlpatterns = [
    path("", views.listing, name="agreements"),
    path("nuevo/", writing.new, name="agreement-new"),
    path("<int:agreement_id>/", views.agreement, name="agreement"),
    path("<int:agreement_id>/borrador/", views.draft, name="agreement-draft"),
    path("<int:agreement_id>/revisiones/<int:number>/", views.revision, name="agreement-revision"),
    path("<int:agreement_id>/cambiar/", writing.edit, name="agreement-edit"),
    path("<int:agreement_id>/revisar/", writing.reopen, name="agreement-reopen"),
    path("<int:agreement_id>/deshacer/", writing.undo, name="agreement-undo"),
    path("<int:agreement_id>/publicar/", writing.bring_into_force, name="agreement-publish"),
    path("<int:agreement_id>/estado/", writing.move, name="agreement-move"),
    path("<int:agreement_id>/renovar/", writing.renew, name="agreement-renew"),
    path("<int:agreement_id>/publico/", writing.show, name="agreement-show"),
    path("<int:agreement_id>/agregar/<slug:what>/", belonging.add, name="agreement-add"),
    path("<int:agreement_id>/quitar/<slug:what>/<int:row_id>/", belonging.remove, name="agreement-remove"),
    path("<int:agreement_id>/documentos/<int:row_id>/", belonging.paper, name="agreement-paper"),
    path("<int:agreement_id>/enlaces/<int:row_id>/confirmar/", belonging.verify, name="agreement-verify"),
]
