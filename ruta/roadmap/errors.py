"""What can be wrong with a plan?"""

from ruta.base.errors import Invalid


class BrokenPlan(Invalid):
    """A file that is no plan, or one that contradicts itself; `facts["problems"]` says where."""
