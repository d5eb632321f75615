"""How does content become a published version that never changes again?"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.datafiles import yaml_content
from ruta.base.errors import Conflict, Invalid, Refused
from ruta.base.transactions import action
from ruta.taxonomy import rules
from ruta.taxonomy.enums import CatalogueKind
from ruta.taxonomy.errors import BrokenCatalogues
from ruta.taxonomy.models import Catalogue
from ruta.taxonomy.policies import can_publish_catalogue
from ruta.taxonomy.selectors import forget_cached_catalogues

POPULATIONS = "second_population"
DATA = Path(__file__).parent.parent / "data"
Contents = Mapping[str, Mapping[str, Any]]


@action
def publish_catalogue(*, actor: Actor, code: str, version: str, content: Mapping[str, Any]) -> Catalogue:
    """Publish a new version of a catalogue or instrument. The ones before stay readable."""
    if not can_publish_catalogue(actor):
        raise Refused(_("Solo la administración del sistema publica catálogos. Pídalo a esa persona."))
    whole = _with_header(content, code=code, version=version)
    current = _current_contents()
    if problems := _problems({code: whole}, current):
        raise Invalid(
            _("El catálogo no se publicó porque tiene errores. Corríjalos e intente de nuevo."),
            fields={"content": problems},
        )
    before = current.get(code)
    if before and rules.version_key(version) < rules.version_key(before["version"]):
        raise Invalid(
            _("Use una versión mayor que %(version)s, que es la vigente.") % {"version": before["version"]},
            fields={"version": _("Debe ser mayor que la vigente.")},
        )
    return _publish(code, whole, published_by=actor.user_id)


@transaction.atomic
def load_catalogues(data: Path = DATA) -> dict[str, int]:
    """Publish what the files hold and is not published yet; refuses everything when one of them is wrong."""
    contents = _read(data)
    published = dict(Catalogue.objects.filter(is_current=True).values_list("code", "sha256"))
    new = {code: each for code, each in contents.items() if published.get(code) != rules.fingerprint(each)}
    if problems := _problems(new, _current_contents() | contents) if new else []:
        raise BrokenCatalogues(problems)
    for code, content in new.items():
        _publish(code, content)
    return {
        "catalogues": sum(_kind(each) == CatalogueKind.CATALOGUE for each in contents.values()),
        "instruments": sum(_kind(each) == CatalogueKind.INSTRUMENT for each in contents.values()),
    }


def _publish(code: str, content: Mapping[str, Any], *, published_by: int | None = None) -> Catalogue:
    version, sha256 = content["version"], rules.fingerprint(content)
    same = Catalogue.objects.filter(code=code, version=version).first()
    if same and same.sha256 == sha256:
        return same
    if same:
        raise Conflict(
            _(
                "La versión %(version)s de «%(code)s» ya está publicada con otro contenido. "
                "Una versión publicada no cambia: suba el número de versión y vuelva a cargar."
            )
            % {"version": version, "code": code},
            code=code,
            version=version,
        )
    before = Catalogue.objects.select_for_update().filter(code=code, is_current=True).first()
    is_newest = before is None or rules.version_key(version) > rules.version_key(before.version)
    if before and is_newest:
        Catalogue.objects.filter(pk=before.pk).update(is_current=False)
    created = Catalogue.objects.create(
        kind=_kind(content),
        code=code,
        version=version,
        status=content["status"],
        content=content,
        sha256=sha256,
        is_current=is_newest,
        loaded_at=clock.now(),
        published_by=published_by,
    )
    forget_cached_catalogues()
    transaction.on_commit(forget_cached_catalogues)
    return created


def _problems(new: Contents, others: Contents) -> list[str]:
    """Everything wrong with the new contents, seen together with what they refer to."""
    found = []
    for code, content in new.items():
        found += [f"{code}: {line}" for line in rules.shape_problems(content, _schema(_kind(content)))]
        found += [f"{code}: {line}" for line in rules.duplicated_codes(content)]
        if code == POPULATIONS:
            found += [f"{code}: {line}" for line in rules.unread_keys(content)]
    if found:
        return found
    for code, content in new.items():
        before = Catalogue.objects.filter(code=code, is_current=True).values_list("content", flat=True).first()
        found += [f"{code}: {line}" for line in rules.vanished_codes(before or {}, content)]
    together = dict(others) | dict(new)
    catalogues = {code: each for code, each in together.items() if _kind(each) == CatalogueKind.CATALOGUE}
    instruments = {code: each for code, each in together.items() if _kind(each) == CatalogueKind.INSTRUMENT}
    return found + rules.dangling_codes(catalogues, instruments)


def _with_header(content: Mapping[str, Any], *, code: str, version: str) -> dict[str, Any]:
    named = {"code": code} if _kind(content) == CatalogueKind.INSTRUMENT else {"catalogue": code}
    return dict(content) | named | {"version": version}


def _kind(content: Mapping[str, Any]) -> CatalogueKind:
    is_instrument = content.get("catalogue") == CatalogueKind.INSTRUMENT
    return CatalogueKind.INSTRUMENT if is_instrument else CatalogueKind.CATALOGUE


def _read(data: Path) -> dict[str, dict[str, Any]]:
    read = [yaml_content(path) for path in sorted((data / "catalogues").rglob("*.yaml"))]
    return {each["code"] if _kind(each) == CatalogueKind.INSTRUMENT else each["catalogue"]: each for each in read}


def _current_contents() -> dict[str, dict[str, Any]]:
    return dict(Catalogue.objects.filter(is_current=True).values_list("code", "content"))


@cache
def _schema(kind: CatalogueKind) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8"))
    return loaded
