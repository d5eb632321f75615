"""How are figures brought up to date, and how do reports become public?"""

from ruta.insights.actions.publishing import decide_publication, propose_publication, withdraw_publication
from ruta.insights.actions.refreshing import refresh_cubes

__all__ = ["decide_publication", "propose_publication", "refresh_cubes", "withdraw_publication"]
