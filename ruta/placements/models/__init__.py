"""Which rows tell who looks for work, and what came of it?"""

from ruta.placements.models.applications import (
    Application,
    ApplicationLink,
    ApplicationStep,
    Breach,
    ContractCheck,
    EmployerWord,
    Shortlist,
    Shortlisted,
)
from ruta.placements.models.seekers import SeekerChange, SeekerKey, SeekerProfile

__all__ = [
    "Application", "ApplicationLink", "ApplicationStep", "Breach", "ContractCheck", "EmployerWord", "SeekerChange", "SeekerKey", "SeekerProfile", "Shortlist",
    "Shortlisted",
]  # fmt: skip
