"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.paper import listing, typing

urlpatterns = [
    path("", listing.listing, name="papers"),
    path("imprimir/", listing.print_some, name="papers-print"),
    path("lote/<uuid:batch>/", listing.pdf, name="papers-pdf"),
    path("teclear/", typing.find, name="paper-find"),
    path("<slug:code>/", typing.type_in, name="paper"),
    path("<slug:code>/quitar/", typing.settle, name="paper-settle"),
]
