"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.opinions import views

urlpatterns = [
    path("", views.results, name="opinions"),
    path("<int:opinion_id>/", views.opinion, name="opinion"),
    path("avisos/<int:alert_id>/", views.attend, name="opinion-alert"),
    path("caso/<int:case_id>/", views.of_case, name="opinion-of-case"),
    path("empleador/<int:employer_id>/", views.of_employer, name="opinion-of-employer"),
    path("derivacion/<int:referral_id>/", views.of_referral, name="opinion-of-referral"),
]
