"""Which institutions, offices and services are there, and which rows belong to an institution?"""

from ruta.directory.models.institutions import Institution, Office, Service
from ruta.directory.models.loads import ReferenceLoad
from ruta.directory.models.owned import Owned, owner

__all__ = ["Institution", "Office", "Owned", "ReferenceLoad", "Service", "owner"]
