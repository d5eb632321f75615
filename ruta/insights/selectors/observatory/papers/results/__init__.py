"""What came to those who received a service, beside persons like them who did not (R51)?"""

from ruta.insights.selectors.observatory.papers.results.writing import written

__all__ = ["written"]
