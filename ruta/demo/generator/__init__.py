"""The pure generator: no Django, no database; the same size and seed give the same bytes."""

from ruta.demo.generator.calibration import department_weights
from ruta.demo.generator.dirty_file import DirtyFile, dirty_file
from ruta.demo.generator.placement import OfficeRef, ServiceRef
from ruta.demo.generator.population import Population, generate

__all__ = ["DirtyFile", "OfficeRef", "Population", "ServiceRef", "department_weights", "dirty_file", "generate"]
