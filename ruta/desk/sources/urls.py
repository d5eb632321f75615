"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.sources import columns, quarantine, views, writing

urlpatterns = [
    path("", views.listing, name="sources"),
    path("nueva/", writing.new, name="source-new"),
    path("<int:pk>/", views.source, name="source"),
    path("<int:pk>/traer/", writing.fetch, name="source-pull"),
    path("<int:pk>/direccion/", writing.address, name="source-address"),
    path("<int:pk>/horario/", writing.schedule, name="source-schedule"),
    path("<int:pk>/aprobar/", writing.verdict, name="source-verdict"),
    path("<int:pk>/estado/", writing.state, name="source-state"),
    path("<int:pk>/columnas/", columns.mapping, name="source-columns"),
    path("<int:pk>/columnas/vista/", columns.trial, name="source-trial"),
    path("<int:pk>/cuarentena/", quarantine.listing, name="source-quarantine"),
    path("<int:pk>/cuarentena/repetir/", quarantine.again, name="source-replay"),
    path("<int:pk>/cuarentena/<int:row>/", quarantine.row, name="source-row"),
    path("lecturas/<int:pk>/", views.reading, name="source-reading"),
]
