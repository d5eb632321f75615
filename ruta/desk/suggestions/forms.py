"""What is answered to whoever wrote, and what changes?"""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.desk.cases.forms.fields import choice, day, line, words
from ruta.quality.models import ServiceChange


class AnswerForm(forms.Form):
    """The words that they read, and what changes because of what they wrote."""

    answer = words(_("Respuesta"), rows=6, help_text=_("La lee quien escribió. Diga qué se hizo o por qué no se puede, sin nombres."))
    change = choice(_("Cambio del servicio"), [], required=False, help_text=_("Si esto llevó a un cambio ya decidido, elíjalo."))

    def __init__(self, *args: object, offered: Iterable[ServiceChange], **kwargs: object) -> None:
        """`offered`: the changes that are written down."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["change"].choices = [("", "—"), *((str(row.pk), row.title) for row in offered)]  # type: ignore[attr-defined]


class ChangeForm(forms.Form):
    """What everybody reads of a change."""

    title = line(_("Qué cambia"), help_text=_("Una frase corta, como la dirá el público."))
    told = words(_("Cómo queda"))
    due_on = day(_("Para cuándo"), required=False)
