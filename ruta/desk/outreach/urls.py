"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.outreach import campaigns, materials, media, milestones, sessions, strategy

urlpatterns = [
    path("", strategy.strategies, name="outreach"),
    path("actuacion/", strategy.strategies, {"aim": "action"}, name="action-strategy"),
    path("estrategia/nueva/", strategy.new, name="strategy-new"),
    path("estrategia/<int:strategy_id>/", strategy.strategy, name="strategy"),
    path("estrategia/<int:strategy_id>/corregir/", strategy.correct, name="strategy-correct"),
    path("estrategia/<int:strategy_id>/descartar/", strategy.drop, name="strategy-drop"),
    path("estrategia/<int:strategy_id>/hito/", strategy.add, name="strategy-add"),
    path("estrategia/<int:strategy_id>/aprobar/", strategy.approve, name="strategy-approve"),
    path("estrategia/<int:strategy_id>/hitos/", milestones.listing, name="milestones"),
    path("hitos/<int:milestone_id>/<slug:step>/", strategy.milestone, name="milestone-step"),
    path("medios/", media.items, name="media"),
    path("medios/nuevo/", media.new, name="media-new"),
    path("medios/<int:item_id>/", media.item, name="media-item"),
    path("medios/<int:item_id>/<slug:step>/", media.step, name="media-step"),
    path("sesiones/", sessions.listing, name="talks"),
    path("sesiones/nueva/", sessions.new, name="talk-new"),
    path("sesiones/<int:session_id>/", sessions.session, name="talk"),
    path("sesiones/<int:session_id>/<slug:step>/", sessions.step, name="talk-step"),
    path("materiales/", materials.listing, name="materials"),
    path("materiales/nuevo/", materials.new, name="material-new"),
    path("materiales/<int:material_id>/", materials.material, name="material"),
    path("materiales/<int:material_id>/corregir/", materials.correct, name="material-correct"),
    path("materiales/<int:material_id>/version/", materials.add, name="material-add"),
    path("materiales/<int:material_id>/<int:number>/archivo/", materials.file, name="material-file"),
    path("materiales/<int:material_id>/<int:number>/<slug:step>/", materials.step, name="material-step"),
    path("campanas/", campaigns.listing, name="campaigns"),
    path("campanas/nueva/", campaigns.new, name="campaign-new"),
    path("campanas/<int:campaign_id>/", campaigns.campaign, name="campaign"),
    path("campanas/<int:campaign_id>/cambiar/", campaigns.change, name="campaign-change"),
    path("campanas/<int:campaign_id>/<slug:step>/", campaigns.step, name="campaign-step"),
]
