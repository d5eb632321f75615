"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.staffing import board, posts, structures, supposed

urlpatterns = [
    path("", board.board, name="staffing"),
    path("oficina/<int:office_id>/", board.office, name="staffing-office"),
    path("oficina/<int:office_id>/filas/<slug:code>/", board.rows, name="staffing-rows"),
    path("oficina/<int:office_id>/accion/", supposed.program, name="staffing-program"),
    path("oficina/<int:office_id>/jornada/", supposed.share, name="staffing-share"),
    path("acciones/<int:programmed_id>/quitar/", supposed.drop, name="staffing-drop"),
    path("oficina/<int:office_id>/estructura/", structures.edit, name="structure-edit"),
    path("estructuras/<int:structure_id>/aprobar/", structures.approve, name="structure-approve"),
    path("estructuras/<int:structure_id>/descartar/", structures.discard, name="structure-discard"),
    path("puestos/", posts.listing, name="posts"),
    path("puestos/nuevo/", posts.new, name="post-new"),
    path("puestos/<int:post_id>/", posts.post, name="post"),
    path("puestos/<int:post_id>/cambiar/", posts.edit, name="post-edit"),
    path("puestos/versiones/<int:version_id>/aprobar/", posts.approve, name="post-approve"),
    path("puestos/versiones/<int:version_id>/descartar/", posts.discard, name="post-discard"),
    path("supuestos/", supposed.listing, name="assumptions"),
    path("supuestos/nuevo/", supposed.new, name="assumption-new"),
]
