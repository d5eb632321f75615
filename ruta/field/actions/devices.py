"""How does a device begin to carry work, and how is it emptied from afar?"""

from datetime import datetime
from uuid import UUID

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, Refused
from ruta.base.transactions import action
from ruta.field.enums import WipeReason
from ruta.field.models import Device
from ruta.field.policies import demand_device, demand_field

LABEL = 60


@action
def enrol_device(*, actor: Actor, uid: UUID, label: str) -> Device:
    """Know a vault of this user; the same one twice is one."""
    demand_field(actor)
    device, _is_new = Device.objects.get_or_create(
        owner_institution_id=actor.institution_id, uid=uid, user_id=actor.user_id or 0,
        defaults={"office_id": actor.office_id or 0, "label": label.strip()[:LABEL] or _("Aparato sin nombre")},
    )  # fmt: skip
    return device


@action
def see_device(*, actor: Actor, uid: UUID) -> Device:
    """The device that speaks now, with the hour of its last sign of life; one that was emptied speaks no more."""
    demand_field(actor)
    device = (
        Device.objects.select_for_update().filter(uid=uid, user_id=actor.user_id or 0, owner_institution_id=actor.institution_id).first()
    )
    if device is None:
        raise NotFound(_("Este aparato no está anotado a su nombre en esta institución. Prepárelo otra vez."))
    if device.wiped_at is not None or device.wipe_ordered_at is not None:
        raise Refused(_("Los datos de este aparato se mandaron borrar. Prepárelo otra vez si sigue en sus manos."))
    Device.objects.filter(pk=device.pk).update(seen_at=Now(), office_id=actor.office_id or 0)
    return device


@action
def note_pack(*, actor: Actor, uid: UUID, cases: int, at: datetime | None = None) -> None:
    """Remember when a device took work along, told at once or later, and how many cases, so that a loss can be weighed."""
    device = see_device(actor=actor, uid=uid)
    taken = at if at is not None and device.enrolled_at <= at <= now() else now()  # a clock that is wrong is not believed
    Device.objects.filter(pk=device.pk).update(packed_at=taken, packed_count=cases)


@action
def order_wipe(*, actor: Actor, device_id: int) -> Device:
    """Have a device emptied as soon as it has a network; the order cannot be taken back."""
    device = demand_device(actor, Device.objects.filter(pk=device_id).first())
    if device.wipe_ordered_at is None and device.wiped_at is None:
        Device.objects.filter(pk=device.pk).update(wipe_ordered_at=Now(), wipe_ordered_by_id=actor.user_id)
    return device


@action
def report_wiped(*, actor: Actor, uid: UUID, reason: str) -> None:
    """Keep that the device is empty, and why."""
    if reason not in WipeReason.values:
        raise Invalid(_("No se entiende por qué se borró el aparato."))
    mine = Device.objects.filter(uid=uid, user_id=actor.user_id or 0, owner_institution_id=actor.institution_id, wiped_at=None)
    mine.update(wiped_at=Now(), wipe_reason=reason)
