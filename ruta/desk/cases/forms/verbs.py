"""Which words does each verb of a case ask for?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.accounts.enums import CASE_ROLES
from ruta.accounts.models import Membership
from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.forms import Combobox, Segment
from ruta.cases.actions.following import CHANNELS as CONTACT_CHANNELS
from ruta.cases.actions.following import SUBJECTS as CONTACT_SUBJECTS
from ruta.cases.actions.handing import CARRYING_PURPOSES
from ruta.cases.enums import LIVE_ACTIONS, LIVE_NEEDS
from ruta.cases.models import Case, Need, PlanAction
from ruta.cases.policies import sees, shows
from ruta.cases.selectors.labels import CHANNELS, RESULTS, SUBJECTS, coded
from ruta.desk.cases.forms.fields import VersionedForm, choice, day, words
from ruta.directory.models import Office
from ruta.people.models import Consent
from ruta.taxonomy.selectors import choices, service_types

Choices = Sequence[tuple[str, Any]]


class VerbForm(VersionedForm):
    """A form of one verb: it knows the actor and the case, and fills its own lists."""

    def __init__(self, *args: Any, actor: Actor, case: Case, **kwargs: Any) -> None:
        """Fill the lists for this case."""
        super().__init__(*args, **kwargs)
        self.actor, self.case = actor, case
        self.fill()

    def fill(self) -> None:
        """Lists that depend on the case."""

    def offer(self, name: str, offered: Choices) -> None:
        """Set the choices of a field behind an empty first line."""
        self.fields[name].choices = [("", "—"), *offered]  # type: ignore[attr-defined]


class NoteForm(VerbForm):
    """A note and nothing else."""

    note = words(_("Nota"), required=False, rows=2)


class ReopenForm(VerbForm):
    """Why the person is back."""

    note = words(_("Por qué vuelve"), rows=2)


class DeclineForm(VerbForm):
    """Why the office cannot take it."""

    note = words(_("Por qué no se puede recibir"), help_text=_("Lo lee quien ofreció el caso."))


class PauseForm(VerbForm):
    """A rest with its end."""

    reason = words(_("Por qué se pausa"), rows=2)
    review_on = day(_("Se revisa el"), help_text=_("Ese día vuelve a su cola."))


class CloseForm(VerbForm):
    """The end and its reason."""

    reason = choice(_("Razón del cierre"), lambda: choices("case_closing"), widget=Combobox())
    note = words(_("Explicación"), required=False, help_text=_("Algunas razones la piden. Queda en la línea del caso."))


class TransferForm(VerbForm):
    """Another office of the institution."""

    office = choice(_("Oficina que lo recibe"), [], widget=Combobox())
    note = words(_("Por qué se traslada y qué queda pendiente"), help_text=_("Lo lee quien recibe."))

    def fill(self) -> None:
        """The other offices."""
        rows = Office.objects.filter(institution_id=self.case.owner_institution_id, is_active=True).exclude(pk=self.case.office_id)
        self.offer("office", [(str(office.pk), office.name) for office in rows])


class HandOverForm(TransferForm):
    """An office of an institution that the person allowed to carry the case."""

    def fill(self) -> None:
        """Only where a live consent opens it."""
        allowed = Consent.objects.filter(
            person_id=self.case.person_id, purpose__in=CARRYING_PURPOSES, withdrawn_at=None, valid_until__gt=now()
        ).exclude(grantee_id=self.case.owner_institution_id)
        rows = Office.objects.filter(institution__in=allowed.values("grantee"), is_active=True).select_related("institution")
        self.offer("office", [(str(office.pk), f"{office.institution.short_name}: {office.name}") for office in rows])


class OfficerForm(VerbForm):
    """Who carries the case."""

    officer = choice(_("Quién lo lleva"), [])
    note = words(_("Nota"), required=False, rows=2)

    def fill(self) -> None:
        """Colleagues of the office who carry cases; what was sent is kept, though meanwhile that person has it."""
        rows = Membership.objects.filter(office_id=self.case.office_id, role__in=CASE_ROLES, is_active=True).select_related("user")
        people = {each.user_id: each.user.full_name for each in rows if self.is_bound or each.user_id != self.case.officer_id}
        self.offer("officer", [(str(pk), name) for pk, name in sorted(people.items(), key=lambda each: each[1])])


class AcceptForm(VerbForm):
    """Who carries the received case."""

    officer = choice(
        _("Quién lo lleva"), [], required=False, help_text=_("Si la deja vacía, queda sin responsable hasta que alguien lo tome.")
    )

    def fill(self) -> None:
        """Colleagues of the receiving office."""
        rows = Membership.objects.filter(office_id=self.actor.office_id or 0, role__in=CASE_ROLES, is_active=True).select_related("user")
        self.offer("officer", sorted({(str(each.user_id), each.user.full_name) for each in rows}, key=lambda each: each[1]))


class DeliveryForm(VerbForm):
    """A service that was given."""

    service_type = choice(_("Servicio"), [], widget=Combobox())
    outcome = choice(_("Resultado"), lambda: choices("service_outcomes"))
    delivered_on = day(_("Fecha"), required=False)
    channel = choice(
        _("Medio"), [(code, CHANNELS[code]) for code in ("in_person", "phone", "messaging", "video", "visit")], widget=Segment()
    )
    need = choice(_("Responde a la necesidad"), [], required=False)
    plan_action = choice(_("Cumple la acción del itinerario"), [], required=False)
    note = words(_("Nota"), required=False, rows=2)

    def fill(self) -> None:
        """The services of the actor's kind of institution first; open needs and steps of this case."""
        self.offer("service_type", [(each.code, each.label()) for each in service_types()])
        self.fields["service_type"].widget.also = {each.code: each.help() for each in service_types()}  # type: ignore[attr-defined]
        needs = [need for need in Need.objects.filter(case=self.case, state__in=LIVE_NEEDS).order_by("pk") if sees(self.actor, need)]
        self.offer("need", [(str(need.pk), coded("needs", need.code)) for need in needs])
        steps = PlanAction.objects.filter(case=self.case, state__in=LIVE_ACTIONS, plan__state="active").order_by("due_on", "pk")
        shown = [step for step in steps if shows(self.actor, step.data_category)]
        self.offer("plan_action", [(str(step.pk), step.label) for step in shown])
        self.initial.setdefault("delivered_on", today())
        self.initial.setdefault("channel", "in_person")


class ContactForm(VerbForm):
    """A contact to plan."""

    subject = choice(_("Para qué"), [(code, SUBJECTS[code]) for code in CONTACT_SUBJECTS if not code.startswith(("closing", "pause"))])
    due_on = day(_("Fecha"))
    note = words(_("Nota"), required=False, rows=2)


class ContactResultForm(forms.Form):
    """What came of a contact."""

    result = choice(_("Qué pasó"), [(code, RESULTS[code]) for code in ("reached", "not_reached", "declined")], widget=Segment())
    channel = choice(_("Medio"), [(code, CHANNELS[code]) for code in CONTACT_CHANNELS], widget=Segment())
    note = words(_("Qué contó la persona"), required=False, rows=3)
    next_on = day(_("Próximo contacto"), required=False)
