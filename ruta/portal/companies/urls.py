"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.companies import hiring, market, registering

urlpatterns = [
    path("mercado/", market.market_report, name="market"),
    path("mercado/<slug:ending>/", market.market_file, name="market_file"),
    path("empresas/", registering.register, name="company"),
    path("empresas/gracias/", registering.thanks, name="company_thanks"),
    path("empleador/<str:token>/contrataciones/", hiring.hires, name="employer_hires"),
]
