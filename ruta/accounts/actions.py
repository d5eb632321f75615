"""How does somebody get an account, a role, or lose it?"""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext

from ruta.accounts.enums import Role
from ruta.accounts.models import Membership, User
from ruta.base.context import Actor
from ruta.base.errors import Invalid, Refused
from ruta.base.transactions import action
from ruta.directory.models import Office


@action
def create_user(*, actor: Actor, email: str, full_name: str, office_code: str, role: str, password: str) -> User:
    """A member of staff with a first membership. Raises Invalid with the field at fault."""
    office = Office.objects.filter(code=office_code).first()
    if office is None:
        raise Invalid(
            gettext("No hay oficina con el código «%(code)s». Revíselo en la lista de oficinas.") % {"code": office_code},
            fields={"office": gettext("No está en la lista de oficinas.")},
        )
    if role not in Role.values:
        raise Invalid(
            gettext("No hay rol «%(role)s». Elija uno de estos: %(roles)s.") % {"role": role, "roles": ", ".join(Role.values)},
            fields={"role": gettext("Elija un rol de la lista.")},
        )
    _demand_address(email)
    if User.objects.filter(email=email.lower()).exists():
        raise Invalid(
            gettext("Ya hay una cuenta con %(email)s. Ábrala y dele el rol que falta.") % {"email": email},
            fields={"email": gettext("Ya hay una cuenta con este correo.")},
        )
    user = User(email=email.lower(), full_name=full_name)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), fields={"password": error.messages}) from error
    user.set_password(password)
    user.is_staff = role == Role.ADMINISTRATOR
    user.save()
    grant_membership(actor=actor, user=user, office=office, role=role)
    return user


def _demand_address(email: str) -> None:
    """An account is entered with its address: one that no message reaches would never be entered again after a forgotten password."""
    try:
        validate_email(email)
    except ValidationError as error:
        sentence = gettext("Escriba el correo completo: nombre@sitio.com.")
        raise Invalid(sentence, fields={"email": sentence}) from error


@action
def grant_membership(*, actor: Actor, user: User, office: Office, role: str) -> Membership:
    """Give a user a role in an office; giving it twice is giving it once, and revives an ended one. Nobody gives one to themselves."""
    if actor.user_id is not None and actor.user_id == user.pk:
        raise Refused(gettext("Nadie se da un rol por su cuenta. Pídalo a otra persona que administre."))
    membership, _ = Membership.objects.update_or_create(
        user=user, office=office, role=role, defaults={"is_active": True, "valid_until": None}
    )
    return membership


@action
def end_membership(*, actor: Actor, membership: Membership) -> Membership:
    """Take a role away from now on; sessions that act in it lose it with their next request."""
    del actor
    membership.is_active = False
    membership.save(update_fields=["is_active"])
    return membership
