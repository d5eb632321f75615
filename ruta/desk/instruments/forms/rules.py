"""How is one consequence of the answers typed, with its condition?"""

from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ruta.desk.cases.forms.fields import choice, line, pairs, words
from ruta.desk.instruments.forms.base import HOW, Content, PieceForm, code_field
from ruta.desk.instruments.words import PRIORITIES, SEVERITIES
from ruta.taxonomy.selectors import choices


class RuleForm(PieceForm):
    """One consequence of the answers, with its condition."""

    when = words(_("Condición"), rows=3, help_text=HOW)

    def __init__(self, data: Any = None, *, part: str, rule: Content, initial: Content | None = None) -> None:
        """Draw the fields that this part has."""
        self.rule, self.part = dict(rule), part
        super().__init__(data, initial=dict(rule) | dict(initial or {}))
        self.fields = {"revision": self.fields["revision"]} | _fields_of(part) | {"when": self.fields["when"]}
        self.title = rule.get("label_es") or rule.get("reason_es") or rule.get("message_es") or gettext("Regla nueva")

    def made(self) -> dict[str, Any]:
        """The rule as content; what this form does not know stays as it was."""
        made = deepcopy(self.rule)
        for name in self.fields:
            value = self.cleaned_data.get(name)
            if name == "revision":
                continue
            if value in ("", None):
                made.pop(name, None)
            else:
                made[name] = " ".join(value.split()) if isinstance(value, str) else value
        return made


def _fields_of(part: str) -> dict[str, forms.Field]:
    label = {"label_es": line(_("Nombre")), "label_en": line(_("Nombre en inglés"))}
    why: dict[str, forms.Field] = {"reason_es": line(_("Motivo, como se lee")), "reason_en": line(_("Motivo en inglés"), required=False)}
    parts: dict[str, dict[str, forms.Field]] = {
        "segments": {**label, "strategy": choice(_("Estrategia"), choices("segments_strategies")), **why},
        "raises_needs": {
            "need": choice(_("Necesidad"), choices("needs")), **why,
            "priority": choice(_("Prioridad"), pairs(PRIORITIES), required=False, help_text=_("En blanco: la del catálogo.")),
            "deadline_days": forms.IntegerField(label=_("Plazo en días"), required=False, min_value=0),
        },
        "suggests_plans": {"template": choice(_("Plantilla de itinerario"), choices("plan_templates")), **why},
        "raises_barriers": {"barrier": choice(_("Barrera"), choices("barriers"))},
        "alerts": {
            "code": code_field(),
            "message_es": line(_("Mensaje")), "message_en": line(_("Mensaje en inglés"), required=False), "severity": choice(_("Fuerza"), pairs(SEVERITIES)),
            "notify_roles": forms.MultipleChoiceField(label=_("A quién avisa"), choices=choices("roles")),
            "within_hours": forms.IntegerField(label=_("Responder en horas"), required=False, min_value=1),
        },
    }  # fmt: skip
    if part == "segments":
        parts[part] = {
            "code": code_field(),
            **parts[part],
        }
    return parts[part]
