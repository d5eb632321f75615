"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.pledges import views

urlpatterns = [
    path("", views.documents, name="pledges"),
    path("firmas/", views.signatures, name="signatures"),
    path("firmar/<slug:document>/", views.sign, name="sign"),
]
