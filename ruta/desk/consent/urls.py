"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.consent.views import giving, overriding, reserved, waiting

urlpatterns = [
    path("<int:person_id>/", giving.consent, name="consent"),
    path("<int:person_id>/otro/<slug:kind>/", giving.further, name="consent-further"),
    path("<int:person_id>/no-quiere/", giving.refuse, name="consent-refuse"),
    path("retirar/<int:consent_id>/", giving.withdraw, name="consent-withdraw"),
    path("renovar/<int:consent_id>/", giving.renew, name="consent-renew"),
    path("solicitudes/", waiting.requests, name="access-requests"),
    path("solicitudes/enviadas/", waiting.asked, name="access-asked"),
    path("solicitudes/<int:request_id>/", waiting.answer, name="access-answer"),
    path("por-vencer/", waiting.ending, name="ending-consents"),
    path("reservado/<int:person_id>/", reserved.reserved, name="reserved"),
    path("excepcional/", overriding.override, name="override"),
    path("excepcional/revisiones/", overriding.reviews, name="override-reviews"),
    path("excepcional/revisiones/<int:override_id>/", overriding.review, name="override-review"),
]
