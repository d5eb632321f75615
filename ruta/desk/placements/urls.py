"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.placements.views import contracts, fitting, keeping, listing, page, shortlists

urlpatterns = [
    path("", listing.applications_list, name="applications"),
    path("persona/<int:person_id>/", page.propose, name="application-propose"),
    path("persona/<int:person_id>/encajan/", fitting.openings, name="person-openings"),
    path("persona/<int:person_id>/encajan/<int:vacancy_id>/paso/", fitting.gap, name="person-gap"),
    path("vacante/<int:vacancy_id>/", shortlists.vacancy, name="vacancy-candidates"),
    path("vacante/<int:vacancy_id>/encajan/", fitting.fits, name="vacancy-fits"),
    path("ternas/<int:shortlist_id>/retirar/", shortlists.take_back, name="shortlist-take-back"),
    path("incumplimientos/<int:breach_id>/", contracts.resolve, name="breach"),
    path("<int:application_id>/", page.application, name="application"),
    path("<int:application_id>/enlace/", page.link, name="application-link"),
    path("<int:application_id>/contrato/", contracts.check, name="application-contract"),
    path("<int:application_id>/incumplimiento/", contracts.report, name="application-breach"),
    path("<int:application_id>/seguimiento/<int:follow_up_id>/", keeping.contact, name="application-contact"),
    path("<int:application_id>/<slug:slug>/", page.step, name="application-step"),
]
