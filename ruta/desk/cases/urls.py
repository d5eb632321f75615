"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.cases.views import assessing, listing, needs, opening, overrides, page, paper, planning, results, verbs

urlpatterns = [
    path("", listing.cases, name="cases"),
    path("cambios-de-segmento/", overrides.overrides, name="segment-overrides"),
    path("abrir/<int:person_id>/", opening.open_for, name="case-open"),
    path("<int:case_id>/", page.case, name="case"),
    path("<int:case_id>/valorar/", assessing.choose, name="case-assess"),
    path("<int:case_id>/valorar/<slug:instrument>/", assessing.answer, name="case-answer"),
    path("valoraciones/<int:assessment_id>/", results.result, name="assessment"),
    path("valoraciones/<int:assessment_id>/segmento/", results.override, name="assessment-override"),
    path("valoraciones/<int:assessment_id>/necesidades/", results.raise_needs_of, name="assessment-needs"),
    path("alertas/<int:alert_id>/", assessing.resolve, name="alert"),
    path("<int:case_id>/necesidades/", needs.editor, name="case-needs"),
    path("necesidades/<int:need_id>/", needs.edit, name="need"),
    path("necesidades/<int:need_id>/dejar/", needs.drop, name="need-drop"),
    path("necesidades/<int:need_id>/<slug:state>/", needs.move, name="need-move"),
    path("<int:case_id>/itinerario/", planning.editor, name="case-plan"),
    path("metas/<int:goal_id>/agregar/", planning.add, name="plan-action-add"),
    path("acciones/<int:action_id>/", planning.edit, name="plan-action"),
    path("acciones/<int:action_id>/<slug:state>/", planning.move, name="plan-action-move"),
    path("seguimientos/<int:follow_up_id>/", verbs.record_contact, name="follow-up"),
    path("<int:case_id>/hoja/", paper.paper, name="case-paper"),
    path("<int:case_id>/<slug:verb>/", verbs.verb, name="case-verb"),
]
