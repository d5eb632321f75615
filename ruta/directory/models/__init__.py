"""Which institutions, offices and services are there, and which rows belong to an institution?"""

from ruta.directory.models.asking import OwnerQuestion
from ruta.directory.models.institutions import Institution, Office
from ruta.directory.models.loads import ReferenceLoad
from ruta.directory.models.owned import Owned, owner
from ruta.directory.models.services import FocalPoint, OpeningHours, Programme, Service, ServiceProposal, ServiceStep

__all__ = [
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
    "owner",
]
