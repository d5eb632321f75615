"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.outreach import campaigns, strategy, views

urlpatterns = [
    path("estrategia/", strategy.page, name="strategy"),
    path("estrategia/<int:strategy_id>/", strategy.page, name="strategy_of"),
    path("charlas/", views.talks, name="talks"),
    path("materiales/", views.materials, name="materials"),
    path("materiales/<int:material_id>/", views.file, name="material_file"),
    path("n/<str:token>/", campaigns.campaign, name="campaign"),  # as short as a message needs it
    path("n/<str:token>/visto/", campaigns.opened, name="campaign_opened"),
]
