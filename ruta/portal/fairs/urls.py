"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.fairs import employer, views

urlpatterns = [
    path("ferias/", views.fairs, name="fairs"),
    path("ferias/<int:fair_id>/", views.fair, name="fair"),
    path("empleador/<str:token>/feria/<int:participant_id>/", employer.invitation, name="employer_fair"),
    path("empleador/<str:token>/feria/<int:participant_id>/opinion/", employer.opinion, name="employer_fair_opinion"),
]
