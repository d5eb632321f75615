"""How does a draft of an instrument become a version by which people are asked?"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.base.transactions import action
from ruta.cases.instruments import draft_problems
from ruta.taxonomy.actions import drop_draft, held_draft, publish_catalogue
from ruta.taxonomy.models import Catalogue
from ruta.taxonomy.selectors import catalogue, instrument_faults


@action
def publish_instrument(*, actor: Actor, code: str, version: str) -> Catalogue:
    """Publish a draft under a number that is higher than all before; answers keep the version that they were given under."""
    draft = held_draft(actor, code)
    problems = instrument_faults(draft.content) or draft_problems(draft.content, catalogue(code).plain())
    if problems:
        said = [each.said(_, ngettext) for each in problems]
        raise Invalid(_("El borrador tiene errores. Corríjalos antes de publicar."), fields={"content": " ".join(said)})
    published = publish_catalogue(actor=actor, code=code, version=version, content=draft.content)
    drop_draft(actor=actor, code=code)
    return published
