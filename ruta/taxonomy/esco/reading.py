"""Which layout has this folder, and is what it says fit to be loaded?"""

import re
from pathlib import Path

from django.utils.translation import gettext as _

from ruta.base.errors import Invalid
from ruta.taxonomy.esco.combined import is_combined, read_combined
from ruta.taxonomy.esco.official import is_official, read_official
from ruta.taxonomy.esco.rows import Esco

CODE = re.compile(r"\d{4}(\.\d+)+")


def read_esco(folder: Path) -> Esco:
    """Read a folder of either layout; one sentence says what hinders it."""
    if not folder.is_dir():
        raise Invalid(_("No hay ninguna carpeta «%(folder)s». Dé la carpeta donde están los CSV de ESCO.") % {"folder": folder})
    if is_official(folder):
        esco = read_official(folder)
    elif is_combined(folder):
        esco = read_combined(folder)
    else:
        raise Invalid(
            _("En «%(folder)s» no hay archivos de ESCO. Se busca occupations_es.csv (descarga oficial) o esco_occupations.csv.")
            % {"folder": folder}
        )
    _demand_sense(esco)
    return esco


def _demand_sense(esco: Esco) -> None:
    wrong = next((code for code in esco.occupations if not CODE.fullmatch(code)), None)
    if wrong is not None:
        raise Invalid(
            _("«%(code)s» no es un código de ocupación de ESCO (por ejemplo 7112.1). Descargue el archivo de nuevo.") % {"code": wrong}
        )
    nameless = next((row.uri for row in esco.occupations.values() if not row.name_es.strip()), None)
    if nameless is not None:
        raise Invalid(_("La ocupación «%(uri)s» no tiene nombre. Descargue el archivo de nuevo.") % {"uri": nameless})
    if not (esco.occupations and esco.skills and esco.relations):
        raise Invalid(_("Los archivos de ESCO no tienen ocupaciones, habilidades o relaciones. Descárguelos de nuevo."))
