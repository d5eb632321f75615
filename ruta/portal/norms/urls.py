"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.norms import texts, views

urlpatterns = [
    path("", views.norms, name="norms"),
    path("buscar/", texts.search_texts, name="norm_search"),
    path("criterios/", texts.criteria_list, name="norm_criteria"),
    path("criterios/<str:number>/", texts.criterion, name="norm_criterion"),
    path("<slug:code>/", views.norm, name="norm"),
    path("<slug:code>/texto/", texts.whole, name="norm_text"),
    path("<slug:code>/<slug:key>/", texts.article, name="norm_article"),
]
