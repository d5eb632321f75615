"""Which institutions, offices, services and agreements are there, and which rows belong to an institution?"""

from ruta.directory.models.agreements import Agreement, AgreementClause, AgreementParty, AgreementRevision, AgreementUnit, DataGrant
from ruta.directory.models.asking import OwnerQuestion
from ruta.directory.models.continuity import ContinuityCall, ContinuityPlan, ContinuityVersion, Drill
from ruta.directory.models.following import AgreementContact, AgreementOpinion, AgreementPaper, AgreementResult, AgreementStep
from ruta.directory.models.institutions import Institution, Office
from ruta.directory.models.loads import ReferenceLoad
from ruta.directory.models.owned import Owned, owner
from ruta.directory.models.services import FocalPoint, OpeningHours, Programme, Service, ServiceProposal, ServiceStep, ServiceWord

__all__ = [
    "Agreement",
    "AgreementClause",
    "AgreementContact",
    "AgreementOpinion",
    "AgreementPaper",
    "AgreementParty",
    "AgreementResult",
    "AgreementRevision",
    "AgreementStep",
    "AgreementUnit",
    "ContinuityCall",
    "ContinuityPlan",
    "ContinuityVersion",
    "DataGrant",
    "Drill",
    "FocalPoint",
    "Institution",
    "Office",
    "OpeningHours",
    "Owned",
    "OwnerQuestion",
    "Programme",
    "ReferenceLoad",
    "Service",
    "ServiceProposal",
    "ServiceStep",
    "ServiceWord",
    "owner",
]
