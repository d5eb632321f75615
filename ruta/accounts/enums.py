"""Which roles are there? The codes of the catalogue `roles`; a role is always held in an office."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a member of staff does in an office."""

    COUNSELLOR = "counsellor", _("Orientación")
    BROKER = "broker", _("Intermediación")
    TERRITORIAL_OFFICER = "territorial_officer", _("Gestión territorial")
    RECEPTIONIST = "receptionist", _("Recepción y turnos")
    OFFICE_COORDINATOR = "office_coordinator", _("Coordinación de oficina")
    CENTRAL_COORDINATION = "central_coordination", _("Coordinación central")
    OBSERVATORY_ANALYST = "observatory_analyst", _("Análisis del Observatorio")
    ME_FOCAL_POINT = "me_focal_point", _("Enlace de monitoreo y evaluación")
    PARTNER_OFFICER = "partner_officer", _("Institución aliada")
    PROTECTION_OFFICER = "protection_officer", _("Protección")
    CHILD_PROTECTION_OFFICER = "child_protection_officer", _("Protección de niñez")
    DATA_STEWARD = "data_steward", _("Identidad de datos")
    PRIVACY_OFFICER = "privacy_officer", _("Datos personales")
    LEGAL_OFFICER = "legal_officer", _("Asesoría legal")
    PERMITS_OFFICER = "permits_officer", _("Agentes y autorizaciones")
    AUDITOR = "auditor", _("Auditoría")
    ADMINISTRATOR = "administrator", _("Administración del sistema")


SEES_STRICT = {Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER}
# Roles that carry cases: they register, assess, plan and refer.
CASE_ROLES = {Role.COUNSELLOR, Role.OFFICE_COORDINATOR, Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER}
RECEIVER_ROLES = CASE_ROLES | {Role.PARTNER_OFFICER, Role.BROKER}
