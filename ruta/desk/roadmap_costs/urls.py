"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.roadmap_costs import budgets, returning, views

urlpatterns = [
    path("", views.overview, name="costs"),
    path("presupuestos/", budgets.budgets, name="year-budgets"),
    path("<slug:code>/", views.sheet, name="cost-sheet"),
    path("<slug:code>/excel/", returning.book, name="cost-book"),
    path("<slug:code>/linea/", views.new, name="cost-new"),
    path("<slug:code>/linea/<int:line_id>/", views.line, name="cost-line"),
    path("<slug:code>/linea/<int:line_id>/gasto/", views.expense, name="cost-expense"),
    path("<slug:code>/aprobar/", views.approve, name="cost-approve"),
    path("<slug:code>/devolver/", returning.upload, name="cost-upload"),
    path("<slug:code>/devuelta/<int:import_id>/", returning.review, name="cost-review"),
]
