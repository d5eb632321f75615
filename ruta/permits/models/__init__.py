"""Which rows tell of a procedure, from the first paper to the certificate and what became of it?"""

from ruta.permits.models.certificates import Certificate, Measure
from ruta.permits.models.dossiers import Dossier, DossierLink, DossierStep, Paper, Payment, Requirement

__all__ = ["Certificate", "Dossier", "DossierLink", "DossierStep", "Measure", "Paper", "Payment", "Requirement"]
