"""What does the yearly report of the market say, of all of it or of a part?"""

from ruta.insights.selectors.observatory.market.writing import written

__all__ = ["written"]
