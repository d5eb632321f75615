"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.referrals.views import inbox, page, refer

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("derivar/<int:case_id>/", refer.refer, name="refer"),
    path("pendientes/<int:task_id>/", page.task, name="referral-task"),
    path("<int:referral_id>/", page.referral, name="referral"),
    path("<int:referral_id>/paquete/", page.packet, name="packet"),
    path("<int:referral_id>/comprobante/", page.paper, name="referral-paper"),
    path("<int:referral_id>/enlace/", page.link, name="referral-link"),
    path("<int:referral_id>/<slug:way>/", page.step, name="referral-step"),
]
