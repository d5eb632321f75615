"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.portal.mine import allowing, asking, courses, data, download, entering, home, papers, records, ways, work

urlpatterns = [
    path("", home.home, name="my_home"),
    path("entrar/", entering.come_in, name="my_entry"),
    path("codigo/", entering.code, name="my_code"),
    path("instituciones/", records.records, name="my_records"),
    path("salir/", entering.leave, name="my_leave"),
    path("citas/", home.appointments, name="my_appointments"),
    path("citas/<int:appointment_id>/cambiar/", home.change, name="my_change"),
    path("solicitudes/<int:referral_id>/", home.referral, name="my_referral"),
    path("mensajes/", home.messages, name="my_messages"),
    path("mensajes/como/", ways.ways, name="my_ways"),
    path("datos/", data.data, name="my_data"),
    path("datos/permisos/<int:consent_id>/", data.withdraw, name="my_consent"),
    path("datos/permitir/<slug:purpose>/", allowing.allow, name="my_allow"),
    path("datos/corregir/", asking.correct, name="my_correct"),
    path("datos/borrar/", asking.delete, name="my_delete"),
    path("datos/mis-datos.json", download.as_json, name="my_json"),
    path("datos/mis-datos.html", download.as_page, name="my_copy"),
    path("datos/mis-datos.pdf", download.as_pdf, name="my_copy_pdf"),
    path("trabajo/", work.work, name="my_work"),
    path("trabajo/vacantes/", work.openings, name="my_openings"),
    path("trabajo/hoja-de-vida.pdf", work.curriculum_file, name="my_cv"),
    path("trabajo/postulaciones/<int:application_id>/", work.application, name="my_application"),
    path("cursos/", courses.courses, name="my_courses"),
    path("cursos/constancias/<int:award_id>.pdf", courses.award, name="my_award"),
    path("cursos/constancias/<int:award_id>.jwt", courses.badge, name="my_badge"),
    path("papeles/", papers.papers, name="my_papers"),
    path("papeles/<int:referral_id>/", papers.packet, name="my_packet"),
]
