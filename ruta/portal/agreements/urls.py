"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.agreements import views

urlpatterns = [
    path("", views.listing, name="agreements"),
    path("<int:agreement_id>/", views.agreement, name="agreement"),
]
