"""Which verbs make a demonstration out of an empty installation?"""

from ruta.demo.actions.accounts import make_accounts
from ruta.demo.actions.population import has_persons, make_population

__all__ = ["has_persons", "make_accounts", "make_population"]
