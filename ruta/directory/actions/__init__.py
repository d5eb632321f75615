"""How does the directory change, and how is everything of reference loaded?"""

from ruta.directory.actions.directory import load_directory
from ruta.directory.actions.reference import load_reference_data
from ruta.directory.actions.services import verify_service

__all__ = ["load_directory", "load_reference_data", "verify_service"]
