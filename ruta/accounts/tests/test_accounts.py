"""Is an account made only with an address that a message can reach?"""

import pytest

from ruta.accounts.actions import create_user
from ruta.accounts.models import User
from ruta.base.context import system
from ruta.base.errors import Invalid

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["nada", "a@", "dos palabras@x.hn", ""])
def test_what_is_no_address_makes_no_account(address):
    with pytest.raises(Invalid, match="correo completo") as refused:
        create_user(
            actor=system(None), email=address, full_name="Dunia", office_code="SPS", role="counsellor", password="una-clave-de-prueba-larga"
        )
    assert "email" in refused.value.fields
    assert not User.objects.filter(email=address).exists()
