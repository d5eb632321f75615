"""Which verbs make a demonstration out of an empty installation?"""

from ruta.demo.actions.accounts import make_accounts
from ruta.demo.actions.population import make_population

__all__ = ["make_accounts", "make_population"]
