"""Which procedures, dossiers and certificates are there for whoever asks?"""

from ruta.permits.selectors.certificates import (
    Checked,
    address_of_certificate,
    certificate_of,
    certificate_pdf,
    checked_certificate,
    is_followed,
    public_certificates,
    reason_word,
)
from ruta.permits.selectors.counting import AGENTS, AUTHORISATIONS, certified_on, granted_between, plans_carried_out
from ruta.permits.selectors.dossiers import (
    DossierPage,
    dossier_for,
    dossier_page,
    dossiers,
    facts_told,
    holder_of,
    paper_for,
    steps_told,
    waiting_dossiers,
)
from ruta.permits.selectors.labels import CERTIFICATE_TONES, CERTIFICATES, MEASURES, REQUIREMENTS, SLUGS, STAGES, TONES, VERBS
from ruta.permits.selectors.meeting import met_needs
from ruta.permits.selectors.procedures import every_version, faults_of, procedure, procedures, word

__all__ = [
    "AGENTS",
    "AUTHORISATIONS",
    "CERTIFICATES",
    "CERTIFICATE_TONES",
    "MEASURES",
    "REQUIREMENTS",
    "SLUGS",
    "STAGES",
    "TONES",
    "VERBS",
    "Checked",
    "DossierPage",
    "address_of_certificate",
    "certificate_of",
    "certificate_pdf",
    "certified_on",
    "checked_certificate",
    "dossier_for",
    "dossier_page",
    "dossiers",
    "every_version",
    "facts_told",
    "faults_of",
    "granted_between",
    "holder_of",
    "is_followed",
    "met_needs",
    "paper_for",
    "plans_carried_out",
    "procedure",
    "procedures",
    "public_certificates",
    "reason_word",
    "steps_told",
    "waiting_dossiers",
    "word",
]
