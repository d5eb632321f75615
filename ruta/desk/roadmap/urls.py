"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.roadmap import views

urlpatterns = [
    path("", views.plan_list, name="roadmap"),
    path("<slug:code>/", views.tree, name="roadmap-plan"),
    path("<slug:code>/metas/", views.targets, name="roadmap-targets"),
    path("<slug:code>/version/<int:number>/", views.earlier, name="roadmap-version"),
    path("<slug:code>/fila/<str:key>/", views.row, name="roadmap-row"),
]
