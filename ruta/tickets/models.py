"""Which rows tell who waits, where they are called and how long it took? A ticket knows no name: whatever could tell one stands apart."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.agenda.models import Appointment
from ruta.directory.models import Office, Owned
from ruta.tickets.enums import DeviceKind, Priority, TicketState
from ruta.tickets.rules import AT_WINDOW, numbered


class Line(Owned):
    """One queue of an office: a group of services with its letter."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    letter = models.CharField(max_length=1)
    name = models.TextField()
    about = models.TextField(blank=True, default="", db_default="")  # what the kiosk says under the name
    position = models.PositiveSmallIntegerField(default=0, db_default=0)
    is_active = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "letter"], name="tickets_line_letter", violation_error_message=_("Esa letra ya es de otra fila.")
            ),
            models.UniqueConstraint(fields=["id", "owner_institution"], name="tickets_line_id_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} · {self.name}"


class Window(Owned):
    """A place where persons are served, the lines that it calls, and who sits there now."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    name = models.TextField()
    lines = ArrayField(models.BigIntegerField(), default=list)
    user_id = models.BigIntegerField(null=True)
    is_active = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"], name="tickets_window_name", violation_error_message=_("Ya hay una ventanilla con ese nombre.")
            ),
            models.UniqueConstraint(fields=["office", "user_id"], name="tickets_window_user"),
            models.UniqueConstraint(fields=["id", "owner_institution"], name="tickets_window_id_owner"),
        ]

    def __str__(self) -> str:
        return self.name


class Device(Owned):
    """A kiosk or a television of one office. It is nobody: its signed address opens numbers, until it is taken back."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.TextField(choices=DeviceKind.choices)
    name = models.TextField()
    nonce = models.TextField(unique=True)
    prints = models.BooleanField(default=False, db_default=False)  # a kiosk with a printer
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Counter(models.Model):
    """The last number of a letter, in an office, on a day."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    letter = models.CharField(max_length=1)
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "letter", "day"], name="tickets_counter_once")]


class Ticket(Owned):
    """A number in a queue. `place_at` is its place, which a transfer does not change."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    day = models.DateField()
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    letter = models.CharField(max_length=1)
    serial = models.PositiveIntegerField()
    state = models.TextField(choices=TicketState.choices, default=TicketState.WAITING)
    goes_first = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)  # the hour of its appointment
    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="+")  # where it was called last
    for_window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="+")  # the only one that may call it
    calls = models.PositiveSmallIntegerField(default=0)
    went_first = models.BooleanField(default=False)
    place_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)  # the first time
    served_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    device = models.ForeignKey(Device, models.PROTECT, null=True, related_name="+")  # the kiosk that gave it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "day", "letter", "serial"], name="tickets_ticket_number"),
            models.UniqueConstraint(
                fields=["window"], condition=models.Q(state__in=sorted(AT_WINDOW)), name="tickets_ticket_one_at_window"
            ),
            models.UniqueConstraint(fields=["id", "owner_institution"], name="tickets_ticket_id_owner"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """As it is called: A-017."""
        return numbered(self.letter, self.serial)


class Detail(Owned):
    """What only the staff of the office knows about a ticket: why it goes first, a telephone, an appointment, the case it became."""

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, db_column="id", related_name="detail")
    priority = models.TextField(choices=Priority.choices, blank=True, default="")
    phone = models.TextField(blank=True, default="")
    appointment = models.ForeignKey(Appointment, models.SET_NULL, null=True, related_name="+", db_index=False)
    case_ref = models.BigIntegerField(null=True)  # a plain number, because cases stand above

    class Meta:
        constraints = [models.UniqueConstraint(fields=["appointment"], name="tickets_detail_appointment")]


class Step(Owned):
    """What was done with a ticket, when, where and by whom."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="steps")
    verb = models.TextField()
    state = models.TextField(choices=TicketState.choices)
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="+")
    user_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()


class Call(Owned):
    """A number called to a window, as the televisions show it; its id is the last one that a screen says it heard."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    number = models.TextField()
    window_name = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["office", "at"], name="tickets_call_office")]


class DayFigure(Owned):
    """What is kept of a day when its tickets go: counts and times of one hour of one line, in seconds."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    day = models.DateField()
    hour = models.PositiveSmallIntegerField()
    line_name = models.TextField()
    goes_first = models.BooleanField()
    taken = models.PositiveIntegerField()
    served = models.PositiveIntegerField()
    missed = models.PositiveIntegerField()
    wait_median = models.PositiveIntegerField(null=True)
    wait_p90 = models.PositiveIntegerField(null=True)
    serve_median = models.PositiveIntegerField(null=True)
    serve_p90 = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "day", "hour", "line_name", "goes_first"], name="tickets_dayfigure_once")]
