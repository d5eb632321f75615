"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.norms import doubts, texts, views

urlpatterns = [
    path("", views.norms, name="norms"),
    path("buscar/", views.find, name="norm-search"),
    path("nueva/", views.new, name="norm-new"),
    path("norma/<slug:code>/", views.norm, name="norm"),
    path("norma/<slug:code>/corregir/", views.edit, name="norm-edit"),
    path("norma/<slug:code>/relacion/", views.relate, name="norm-relate"),
    path("norma/<slug:code>/texto/", texts.begin, name="norm-text-new"),
    path("textos/", texts.waiting, name="norm-texts"),
    path("textos/<int:revision_id>/", texts.review, name="norm-text"),
    path("textos/<int:revision_id>/paso/", texts.step, name="norm-text-step"),
    path("textos/<int:revision_id>/retirar/", texts.withdraw, name="norm-text-withdraw"),
    path("textos/<int:revision_id>/nuevo/", texts.add, name="norm-passage-new"),
    path("textos/<int:revision_id>/articulo/<int:passage_id>/", texts.passage, name="norm-passage"),
    path("textos/<int:revision_id>/articulo/<int:passage_id>/quitar/", texts.remove, name="norm-passage-remove"),
    path("dudas/", doubts.gap_list, name="norm-gaps"),
    path("dudas/nueva/", doubts.report, name="gap-new"),
    path("dudas/<int:gap_id>/", doubts.gap, name="gap"),
    path("criterios/", doubts.criterion_list, name="criteria"),
    path("criterios/nuevo/", doubts.propose, name="criterion-new"),
    path("criterios/<str:number>/", doubts.criterion, name="criterion"),
]
