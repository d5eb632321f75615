"""How does a norm leave as Akoma Ntoso 1.0 (OASIS LegalDocML)? Pure: XML out of facts."""

from ruta.legal.akn.building import NAMESPACE, Change, Provision, Work, built

__all__ = ["NAMESPACE", "Change", "Provision", "Work", "built"]
