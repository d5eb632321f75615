"""Who works with this database now? Whoever serves or works holds a shared lock; who replaces it needs it alone."""

import atexit

import psycopg

from ruta.base.errors import RutaError
from ruta.config import installation

# In the database of the administrator's connection: the product's own changes its name while it is replaced.
SHARED = "SELECT pg_try_advisory_lock_shared(hashtext('ruta'), hashtext(%s))"
ALONE = "SELECT pg_try_advisory_lock(hashtext('ruta'), hashtext(%s))"


def enter(database: str) -> None:
    """Say until the end of this process that it works with the database; refused while a copy is brought back."""
    if not _hold(SHARED, database):
        raise RutaError("Se está restaurando una copia de esta base de datos. Espere a que termine y repita la orden.")


def demand_alone(database: str) -> None:
    """Keep everybody out until the end of this process; refused while anybody works."""
    if not _hold(ALONE, database):
        raise RutaError(
            "Ruta está trabajando con esta base de datos («ruta serve», «ruta worker» u otra orden). "
            "Deténgala con Ctrl-C o deteniendo el servicio, y repita: restaurar reemplaza todo. No se cambió nada."
        )


def _hold(statement: str, database: str) -> bool:
    connection = psycopg.connect(installation.maintenance_dsn(), autocommit=True, application_name="ruta presence")
    atexit.register(connection.close)
    held = connection.execute(statement, [database]).fetchone()
    return bool(held and held[0])
