"""Which figures does a visitor want? Every field is a choice."""

from django import forms

from ruta.insights.selectors.observatory.picking import Picked, offered


class FiguresForm(forms.Form):
    """What was picked, and what else can be."""

    def __init__(self, each: Picked) -> None:
        super().__init__(each.said)
        for field, label, choices in offered(each):
            self.fields[field] = forms.ChoiceField(label=label, required=False, choices=choices)
