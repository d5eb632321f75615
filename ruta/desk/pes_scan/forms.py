"""What is asked of whoever opens a maturity round, values a cluster, or answers a gap?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Combobox, Segment
from ruta.desk.cases.forms.fields import choice
from ruta.roadmap.actions import Valued
from ruta.roadmap.models import Node, Plan
from ruta.roadmap.rules import SEVEN_VALUES
from ruta.roadmap.selectors import Cluster

SEVEN = [("", _("sin valor")), *((str(value), str(value)) for value in SEVEN_VALUES)]


class OpenForm(forms.Form):
    """Of which office; national when none is chosen."""

    office = choice(_("Oficina; vacío es nacional"), [], required=False, widget=Combobox())

    def __init__(self, *args: Any, offices: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the offices that the actor may value."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["office"]
        field.choices = [("", "—"), *offices]


class ClusterForm(forms.Form):
    """Each factor of a cluster: one of the seven values, and what proves it."""

    def __init__(self, *args: Any, cluster: Cluster, **kwargs: Any) -> None:
        """Two fields for each factor."""
        super().__init__(*args, **kwargs)
        self.cluster = cluster
        for each in cluster.factors:
            key, score = each.node.key, each.score
            self.fields[f"{key}-value"] = forms.ChoiceField(
                label=_("Valor"), choices=SEVEN, required=False, widget=Segment(), initial=str(score.value) if score else ""
            )
            self.fields[f"{key}-evidence"] = forms.CharField(
                label=_("Con qué se prueba"), max_length=1000, required=False, initial=score.evidence if score else ""
            )

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """Factor, field of its value, field of its evidence."""
        return [(each, self[f"{each.node.key}-value"], self[f"{each.node.key}-evidence"]) for each in self.cluster.factors]

    def said(self) -> list[Valued]:
        """The factors that got a value."""
        given = self.cleaned_data
        keys = [each.node.key for each in self.cluster.factors]
        return [Valued(key, int(given[f"{key}-value"]), given[f"{key}-evidence"]) for key in keys if given[f"{key}-value"]]


class GapForm(forms.Form):
    """Which activity of which plan meets a gap."""

    activity = choice(_("Actividad que atiende la brecha"), [], widget=Combobox())

    def __init__(self, *args: Any, offered: list[tuple[Plan, list[Node]]], **kwargs: Any) -> None:
        """Offer the work of every plan, under the name of its plan."""
        super().__init__(*args, **kwargs)
        self.plans = {plan.code: plan for plan, _nodes in offered}
        field: Any = self.fields["activity"]
        field.choices = [("", "—"), *((f"{plan.code} {node.key}", f"{node} · {plan.title}") for plan, nodes in offered for node in nodes)]

    def said(self) -> tuple[Plan, str]:
        """The plan and the key of its row."""
        code, key = self.cleaned_data["activity"].split(" ", 1)
        return self.plans[code], key
