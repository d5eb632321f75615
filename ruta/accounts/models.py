"""Who can sign in, and as what?"""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ruta.accounts.enums import Role


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user who can sign in with this e-mail, written in lower case."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user who may enter Django's admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff; what they may do comes from their memberships."""

    email = models.EmailField(_("correo"), unique=True)
    full_name = models.TextField(_("nombre"))
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=5, default="es-hn")
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        """The name that colleagues read."""
        return self.full_name


class Membership(models.Model):
    """One role of one user in one office; a user may hold several and acts in one at a time."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    office = models.ForeignKey("directory.Office", models.PROTECT, related_name="+")
    role = models.TextField(choices=Role.choices)
    is_active = models.BooleanField(default=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "office", "role"], name="accounts_membership_once",
                violation_error_message=_("Esta persona ya tiene ese rol en esa oficina."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
