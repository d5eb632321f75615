"""What is asked to make an account or give a role?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.accounts.enums import Role
from ruta.base.forms import Combobox
from ruta.directory.models import Office


class MembershipForm(forms.Form):
    """A role in an office."""

    office = forms.ModelChoiceField(
        label=_("Oficina"),
        queryset=Office.objects.filter(is_active=True).order_by("short_name", "pk"),
        widget=Combobox(),
        empty_label=_("Elija una"),
    )
    role = forms.ChoiceField(label=_("Rol"), choices=Role.choices)


class NewUserForm(MembershipForm):
    """A new member of staff."""

    full_name = forms.CharField(label=_("Nombre completo"), max_length=120)
    email = forms.EmailField(label=_("Correo"))
    password = forms.CharField(
        label=_("Contraseña"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        min_length=12,
        help_text=_("Al menos 12 caracteres."),
    )
    field_order = ("full_name", "email", "office", "role", "password")
