"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.indicators import exports, labour, procedures, rows, sheets, values, views, workshops

urlpatterns = [
    path("", views.overview, name="indicators"),
    path("atenciones/", views.attentions_page, name="attentions"),
    path("atenciones/registros/", rows.rows_page, name="attention_rows"),
    path("atenciones/<str:kind>/", exports.attentions_file, name="attentions_file"),
    path("empleo/", labour.labour_page, name="labour_figures"),
    path("tramites/", procedures.procedures_page, name="procedure_figures"),
    path("talleres/", workshops.workshops_page, name="workshop_figures"),
    path("talleres/<int:course_id>/", workshops.persons_page, name="workshop_persons"),
    path("fichas/", sheets.sheets_page, name="indicator_sheets"),
    path("fichas/<str:code>/", sheets.sheet_page, name="indicator_sheet"),
    path("valor/<str:code>/", values.value_page, name="indicator_value"),
    path("valor/<str:code>/registros/", rows.behind_page, name="indicator_rows"),
    path("valor/<str:code>/<str:kind>/", exports.value_file, name="indicator_file"),
    path("derivaciones/", views.referrals_page, name="referral_figures"),
]
