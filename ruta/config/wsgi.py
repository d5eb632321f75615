"""How does a web server call the product?"""

import gc
import os
from threading import Thread

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from ruta.config.streams import Lines

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruta.config.settings")
application = Lines(get_wsgi_application())


def warm() -> None:
    """Load all pages and the compiled loops of linkage; until then searches do without them, more slowly.

    What is loaded lives as long as the process: the collector need not walk through it again while somebody waits.
    """
    from ruta.people.linkage import scan, shortlist

    reverse("desk:queue")
    shortlist.warm()
    scan.warm()
    gc.collect()
    gc.freeze()


Thread(target=warm, name="warm", daemon=True).start()
