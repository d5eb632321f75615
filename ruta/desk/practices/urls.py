"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.practices import views

urlpatterns = [
    path("", views.listing, name="practices"),
    path("nueva/", views.new, name="practice-new"),
    path("<int:practice_id>/", views.practice, name="practice"),
    path("<int:practice_id>/revisar/", views.review, name="practice-review"),
    path("<int:practice_id>/replicar/", views.replicate, name="practice-replicate"),
    path("<int:practice_id>/resultado/<int:replica_id>/", views.result, name="practice-result"),
]
