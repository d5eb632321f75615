"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.receipts import views

urlpatterns = [path("acuse/<slug:channel>/", views.receipt, name="receipt")]
