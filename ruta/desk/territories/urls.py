"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.territories import views

urlpatterns = [
    path("", views.listing, name="territories"),
    path("<slug:name>/", views.sheet, name="territory"),
    path("<slug:name>/escribir/<slug:section>/", views.write, name="territory-write"),
    path("<slug:name>/revisar/<int:text_id>/", views.review, name="territory-review"),
]
