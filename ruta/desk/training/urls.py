"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.training import attending, board, courses, editions, papers, seating

urlpatterns = [
    path("", editions.listing, name="training"),
    path("cursos/", courses.listing, name="courses"),
    path("cursos/nuevo/", courses.new, name="course-new"),
    path("cursos/<int:course_id>/", courses.course, name="course"),
    path("cursos/<int:course_id>/cambiar/", courses.edit, name="course-edit"),
    path("metas/", board.board, name="training-board"),
    path("necesidades/", courses.needed, name="training-needs"),
    path("necesidades/<int:need_id>/", courses.answered_by, name="training-need"),
    path("necesidades/<int:need_id>/quitar/", courses.dropped, name="training-need-drop"),
    path("<int:edition_id>/", editions.edition, name="edition"),
    path("<int:edition_id>/corregir/", editions.correct, name="edition-correct"),
    path("<int:edition_id>/inscribir/", seating.enrol_list, name="edition-enrol"),
    path("<int:edition_id>/persona/", seating.find, name="edition-find"),
    path("<int:edition_id>/persona/<int:person_id>/", seating.seat, name="edition-seat"),
    path("inscripciones/<int:enrolment_id>/quitar/", seating.withdraw, name="enrolment-withdraw"),
    path("<int:edition_id>/notas/", editions.grades, name="edition-grades"),
    path("<int:edition_id>/terminar/", editions.finish, name="edition-finish"),
    path("<int:edition_id>/cancelar/", editions.cancel, name="edition-cancel"),
    path("<int:edition_id>/reabrir/", editions.reopen, name="edition-reopen"),
    path("<int:edition_id>/gafetes.pdf", papers.badges, name="edition-badges"),
    path("sesiones/<int:session_id>/", attending.session, name="session"),
    path("sesiones/<int:session_id>/mover/", attending.move, name="session-move"),
    path("sesiones/<int:session_id>/sala/", attending.room, name="session-room"),
    path("gafete/<str:badge>/", attending.badge, name="badge"),
    path("constancias/<int:award_id>.pdf", papers.award, name="award"),
    path("constancias/<int:award_id>/revocar/", papers.revoke, name="award-revoke"),
    path("constancias/<int:award_id>/otra/", papers.reissue, name="award-reissue"),
]
