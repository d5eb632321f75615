"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.instruments import editing, structure, views

urlpatterns = [
    path("", views.instruments_page, name="instruments"),
    path("<slug:code>/", views.instrument_page, name="instrument"),
    path("<slug:code>/comparar/", views.compare, name="instrument-compare"),
    path("<slug:code>/version/<str:version>/", views.version_page, name="instrument-version"),
    path("<slug:code>/borrador/", editing.draft_page, name="instrument-draft"),
    path("<slug:code>/borrador/vista/", views.preview, name="instrument-preview"),
    path("<slug:code>/borrador/pregunta/", editing.new_question, name="instrument-question-new"),
    path("<slug:code>/borrador/pregunta/<slug:question>/", editing.edit_question, name="instrument-question"),
    path("<slug:code>/borrador/pregunta/<slug:question>/<slug:way>/", editing.move_question, name="instrument-question-move"),
    path("<slug:code>/borrador/puntaje/<int:index>/", structure.score, name="instrument-score"),
    path("<slug:code>/borrador/seccion/<slug:section>/", structure.section, name="instrument-section"),
    path("<slug:code>/borrador/lista/<slug:name>/", structure.options, name="instrument-options"),
    path("<slug:code>/borrador/regla/<slug:part>/<int:index>/", editing.edit_rule, name="instrument-rule"),
]
