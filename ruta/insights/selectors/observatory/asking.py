"""Where does a question to the warehouse go?"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from ruta.base.errors import NotFound
from ruta.insights.warehouse import Warehouse, answers_of, opened


@contextmanager
def asking(*, is_waiting: bool = True) -> Iterator[Warehouse]:
    """The warehouse of this installation, by the engine that it chose; says what to do while nothing was stored."""
    folder = Path(settings.WAREHOUSE_FOLDER)
    if not next(folder.glob("*/_months.json"), None):
        raise NotFound(_("El almacén del observatorio está vacío. Se llena cada hora; para llenarlo ahora: «ruta warehouse refresh»."))
    with opened(folder, settings.WAREHOUSE_ENGINE, answers=answers_of(folder, is_waiting=is_waiting)) as warehouse:
        yield warehouse
