"""How does a web server call the product?"""

import gc
import os
from importlib import import_module
from threading import Thread

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from ruta.config.streams import Lines

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruta.config.settings")
# A page makes tens of thousands of short-lived objects and hardly a circle of them: looked for at each 700, that was a twentieth of its time.
RARELY = (50_000, 20, 50)
gc.disable()  # what is loaded from here on stays: the collector walking through it is a fifth of the start
application = Lines(get_wsgi_application())


def warm() -> None:
    """Load all pages, the compiled loops of linkage and what compares names of occupations; until then searches do without them, more slowly.

    What is loaded lives as long as the process: the collector need not walk through it again while somebody waits.
    """
    from ruta.people.linkage import scan, shortlist

    try:
        reverse("desk:queue")
        shortlist.warm()
        scan.warm()
        import_module("sklearn.feature_extraction.text")  # for who types an occupation first
        gc.collect()
        gc.freeze()
        gc.set_threshold(*RARELY)
    finally:
        gc.enable()


Thread(target=warm, name="warm", daemon=True).start()
