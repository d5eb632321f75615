"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.visits import views

urlpatterns = [
    path("", views.listing, name="visits"),
    path("nueva/", views.new, name="visit-new"),
    path("<int:visit_id>/", views.visit, name="visit"),
    path("<int:visit_id>/<slug:step>/", views.step, name="visit-step"),
]
