"""`manage load_catalogues`: load territories, classifications, catalogues and the directory from the data files."""

from typing import Any

from django.core.management.base import BaseCommand

from ruta.directory.actions import load_reference_data


class Command(BaseCommand):
    """Run the loader and say what it did."""

    help = "Load territories, classifications, catalogues and the directory; does nothing when no file changed."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load, one line per domain."""
        load_reference_data(self.stdout.write)
