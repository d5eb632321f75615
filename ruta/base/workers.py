"""How is a service worker served, with the list of what it keeps for where there is no network?"""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.templatetags.static import static

BUILT = Path(settings.BASE) / "base/static/build"
SHARED = ("build/styles.css", "build/icons.svg", "build/atkinson-hyperlegible-next-latin-wght-normal.woff2", "icon.svg")


def served_worker(name: str, *, page: str, scripts: Sequence[str], scope: str, templates: Path, more: Sequence[str] = ()) -> HttpResponse:
    """The built script `name` with what it keeps at its head: the page, its scripts and what every page wears. A new list is a new version."""
    keep = [page, *more, *(static(f"build/{each}.js") for each in scripts), *(static(each) for each in SHARED)]
    made_of = [*sorted(templates.rglob("*.html")), *(BUILT / f"{each}.js" for each in (*scripts, name)), BUILT / "styles.css"]
    said = {"version": _version(keep, made_of), "keep": keep, "page": page}
    text = f"self.RUTA = {json.dumps(said)};\n" + (BUILT / f"{name}.js").read_text(encoding="utf8")
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response.headers["Service-Worker-Allowed"] = scope
    response.headers["Cache-Control"] = "no-cache"
    return response


def _version(addresses: Sequence[str], made_of: Iterable[Path]) -> str:
    """Changes with any file and with any word of the page."""
    return sha256(json.dumps(addresses).encode() + b"".join(path.read_bytes() for path in made_of)).hexdigest()[:16]
