"""What are tables, fields, openings and machine tasks called by those who oversee? What has no word shows its own name."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as L  # noqa: N812

Words = Mapping[str, Promise]

TABLES: Words = {
    "accounts_membership": L("rol de una cuenta"), "accounts_user": L("cuenta"), "agenda_appointment": L("cita"),
    "cases_assessment": L("valoración"), "cases_case": L("caso"), "cases_casealert": L("alerta"), "cases_casestep": L("paso del caso"),
    "cases_followup": L("seguimiento"), "cases_goal": L("meta"), "cases_need": L("necesidad"), "cases_personalplan": L("itinerario"),
    "cases_planaction": L("acción del itinerario"), "cases_servicedelivery": L("atención"), "communication_message": L("mensaje"),
    "permits_certificate": L("certificado"), "permits_dossier": L("trámite"), "permits_paper": L("documento de un trámite"),
    "people_access": L("acceso abierto por un permiso"), "people_accessrequest": L("solicitud de acceso"), "people_consent": L("permiso"),
    "people_contact": L("contacto"), "people_disability": L("dificultad"), "people_duplicatepair": L("posible duplicado"),
    "people_comparisonpass": L("revisión de duplicados"), "people_identifier": L("documento"), "people_importbatch": L("archivo importado"),
    "people_importrow": L("fila importada"), "people_override": L("acceso excepcional"), "people_person": L("persona"),
    "people_refusal": L("permiso que no dio"), "people_returnepisode": L("retorno"), "referrals_referral": L("derivación"),
    "referrals_referrallink": L("enlace de una derivación"), "referrals_referralpacket": L("paquete sellado"),
    "referrals_referralstep": L("paso de una derivación"), "trust_client": L("sistema de una institución"), "trust_inquiry": L("búsqueda de otra institución"),
    "referrals_referraltask": L("pendiente de una derivación"),
}  # fmt: skip
FIELDS: Words = {
    "address": L("dirección"), "answer": L("respuesta"), "answered_at": L("cuándo se respondió"), "answers": L("respuestas"),
    "appointment_id": L("cita"), "attempts": L("intentos"), "birth_date": L("nacimiento"), "categories": L("datos"),
    "closed_at": L("cuándo se cerró"), "delivery_id": L("atención"), "done_at": L("cuándo se hizo"), "due_at": L("plazo"),
    "due_on": L("plazo"), "ended_at": L("cuándo terminó"), "escalation": L("reclamos"), "given_names": L("nombres"),
    "is_active": L("activa"), "label": L("texto"), "last_activity_at": L("última actividad"), "met_at": L("cuándo se resolvió"),
    "municipality_id": L("municipio"), "name": L("nombre"), "note": L("nota"), "officer_id": L("responsable"),
    "opened_at": L("cuándo se abrió"), "outcome": L("resultado"), "outcome_note": L("nota del resultado"), "password": L("contraseña"),
    "place": L("lugar"), "plan_action_id": L("acción del itinerario"), "position": L("posición del aro"), "priority": L("prioridad"),
    "reason": L("motivo"), "received_at": L("cuándo se recibió"), "request": L("lo que se pide"), "result": L("resultado"),
    "scores": L("puntajes"), "segment": L("segmento"), "sent_at": L("cuándo se envió"), "sex": L("sexo"), "starts_at": L("fecha y hora"),
    "state": L("estado"), "state_since": L("desde cuándo"), "surnames": L("apellidos"), "title": L("título"),
    "used_at": L("cuándo se usó"), "valid_until": L("vence"), "value": L("valor"), "version": L("versión"), "who": L("quién lo hace"),
    "withdrawn_at": L("cuándo se retiró"),
}  # fmt: skip
OPENINGS: Words = {
    "export": L("Bajó una lista"), "import": L("Importó un archivo"), "indicator_rows": L("Vio las filas de una cifra"),
    "open_assessment": L("Abrió una valoración"), "open_case": L("Abrió un caso"), "open_link_partner": L("Abrió el enlace de una institución"),
    "ask_same": L("Preguntó a otra institución"), "answer_same": L("Respondió a otra institución"), "ask_system": L("Preguntó al sistema de otra institución"),
    "open_notice": L("Abrió un aviso a SENAF"), "open_link_person": L("Abrió el enlace de la persona"), "open_packet": L("Abrió un paquete sellado"), "open_person": L("Abrió una persona"),
    "open_dossier": L("Abrió un trámite"), "open_paper": L("Abrió un documento de un trámite"),
    "open_certificate": L("Bajó un certificado"), "open_dossier_link": L("Abrió el enlace de un trámite"),
    "open_training": L("Abrió la lista de un taller"), "training_seat": L("Inscribió en un taller"),
    "override": L("Acceso excepcional"), "search": L("Buscó"),
}  # fmt: skip
JOBS: Words = {
    "base.deliver": L("Avisar a las demás partes de lo ocurrido"), "base.rescue_stalled": L("Retomar tareas detenidas"),
    "base.seal_audit": L("Sellar la bitácora"), "communication.deliver_message": L("Enviar un mensaje"),
    "insights.refresh": L("Calcular cifras de unos meses"), "insights.refresh_all": L("Calcular todas las cifras"),
    "people.learn_weights": L("Aprender del registro cuánto pesa cada dato"),
    "people.find_duplicates": L("Buscar duplicados"), "people.find_duplicates_of": L("Buscar duplicados de una persona"),
    "people.forget_uploads": L("Olvidar archivos subidos"), "people.read_file": L("Leer un archivo importado"),
    "exchange.answer_inquiry": L("Responder a otra institución"), "trust.anchor_messages": L("Sellar los mensajes entre instituciones"), "trust.forget_assertions": L("Olvidar credenciales ya usadas"),
    "referrals.climb_all": L("Reclamar derivaciones tarde"),
}  # fmt: skip


def worded(words: Words, code: str) -> str:
    """The word of a code, or the code itself."""
    return str(words.get(code, code))
