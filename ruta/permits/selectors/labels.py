"""How are stages, verbs, requirements and certificates said?"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as L  # noqa: N812 (a table of words)

from ruta.permits.enums import CertificateState as C
from ruta.permits.enums import CertificateVerb, MeasureKind, Stage, Verb
from ruta.permits.enums import RequirementState as R

S, V = Stage, Verb
STAGES: Mapping[str, Any] = {
    S.RECEIVED: L("Recepción"), S.REVIEW: L("Revisión"), S.INSPECTION: L("Inspección"), S.RESOLUTION: L("Resolución"), S.OBSERVED: L("Con observaciones"),
    S.GRANTED: L("Otorgado"), S.DENIED: L("Denegado"), S.APPEALED: L("En recurso"), S.UPHELD: L("Denegación confirmada"),
    S.WITHDRAWN: L("Desistido"), S.LAPSED: L("Archivado por falta de respuesta"),
}  # fmt: skip
TONES: Mapping[str, str] = {
    S.RECEIVED: "way", S.REVIEW: "way", S.INSPECTION: "way", S.RESOLUTION: "you", S.OBSERVED: "care", S.GRANTED: "done", S.DENIED: "stop",
    S.APPEALED: "you", S.UPHELD: "stop", S.WITHDRAWN: "care", S.LAPSED: "care",
}  # fmt: skip
# Button and heading.
VERBS: Mapping[str, Any] = {
    V.FORWARD: L("Pasar a la etapa siguiente"), V.OBSERVE: L("Devolver con observaciones"), V.ANSWER: L("El solicitante respondió"),
    V.GRANT: L("Otorgar"), V.DENY: L("Denegar"), V.APPEAL: L("Anotar el recurso"), V.UPHOLD: L("Confirmar la denegación"),
    V.OVERTURN: L("Otorgar al resolver el recurso"), V.WITHDRAW: L("Anotar que desiste"), V.LAPSE: L("Archivar: no respondió"),
    CertificateVerb.SUSPEND: L("Suspender el certificado"), CertificateVerb.LIFT: L("Levantar la suspensión"),
    CertificateVerb.REVOKE: L("Revocar el certificado"),
}  # fmt: skip
SLUGS: Mapping[str, str] = {
    "avanzar": V.FORWARD, "observar": V.OBSERVE, "respondido": V.ANSWER, "otorgar": V.GRANT, "denegar": V.DENY, "recurso": V.APPEAL,
    "confirmar": V.UPHOLD, "revertir": V.OVERTURN, "desistir": V.WITHDRAW, "archivar": V.LAPSE, "suspender": CertificateVerb.SUSPEND,
    "levantar": CertificateVerb.LIFT, "revocar": CertificateVerb.REVOKE,
}  # fmt: skip
# What the history says.
DONE: Mapping[str, Any] = {
    "receive": L("Se recibió la solicitud"), V.FORWARD: L("Pasó de etapa"), V.OBSERVE: L("Se devolvió con observaciones"),
    V.ANSWER: L("Se respondieron las observaciones"), V.GRANT: L("Se otorgó"), V.DENY: L("Se denegó"), V.APPEAL: L("Se presentó un recurso"),
    V.UPHOLD: L("Se confirmó la denegación"), V.OVERTURN: L("Se otorgó al resolver el recurso"), V.WITHDRAW: L("El solicitante desistió"),
    V.LAPSE: L("Se archivó por falta de respuesta"), CertificateVerb.SUSPEND: L("Se suspendió el certificado"),
    CertificateVerb.LIFT: L("Se levantó la suspensión"), CertificateVerb.REVOKE: L("Se revocó el certificado"),
    "note": L("Nota interna"), "replace": L("Se renovó con otro certificado"),
}  # fmt: skip
REQUIREMENTS: Mapping[str, tuple[Any, str]] = {
    R.MISSING: (L("Falta"), ""), R.GIVEN: (L("Por revisar"), "you"), R.ACCEPTED: (L("Cumple"), "done"), R.OBSERVED: (L("Por corregir"), "care"),
    R.WAIVED: (L("No aplica"), "way"),
}  # fmt: skip
CERTIFICATES: Mapping[str, Any] = {
    C.UPCOMING: L("Todavía no empieza"), C.VALID: L("Vigente"), C.SUSPENDED: L("Suspendido"), C.REVOKED: L("Revocado"), C.REPLACED: L("Renovado con otro"), C.EXPIRED: L("Vencido"),
}  # fmt: skip
CERTIFICATE_TONES: Mapping[str, str] = {
    C.UPCOMING: "way", C.VALID: "done", C.SUSPENDED: "care", C.REVOKED: "stop", C.REPLACED: "care", C.EXPIRED: "stop",
}  # fmt: skip
MEASURES: Mapping[str, Any] = {
    MeasureKind.INSPECTION: L("Inspección"), MeasureKind.IMPROVEMENT: L("Compromiso del plan de acción"), MeasureKind.SANCTION: L("Sanción"),
}  # fmt: skip
