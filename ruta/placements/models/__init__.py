"""Which rows tell who looks for work?"""

from ruta.placements.models.seekers import SeekerChange, SeekerProfile

__all__ = ["SeekerChange", "SeekerProfile"]
