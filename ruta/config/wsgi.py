"""How does a web server call the product?"""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

from ruta.config.streams import Lines

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruta.config.settings")
application = Lines(get_wsgi_application())


def warm() -> None:
    """Load the compiled loops of linkage; until then searches do without them, more slowly."""
    from ruta.people.linkage import scan, shortlist

    shortlist.warm()
    scan.warm()


Thread(target=warm, name="warm", daemon=True).start()
