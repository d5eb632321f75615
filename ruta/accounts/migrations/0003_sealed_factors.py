"""How do the seeds that were kept in the clear become sealed?"""

from typing import Any

from django.db import migrations

KEPT = ("secret", "seed")


def seal(apps: Any, _schema: Any) -> None:
    """Seal each seed in place; what is sealed already stays."""
    from ruta.accounts.adapter import SealedFactors

    _change(apps, SealedFactors().encrypt)


def unseal(apps: Any, _schema: Any) -> None:
    """Back to the clear."""
    from ruta.accounts.adapter import SealedFactors

    _change(apps, SealedFactors().decrypt)


def _change(apps: Any, turned: Any) -> None:
    for row in apps.get_model("mfa", "Authenticator").objects.filter(type__in=("totp", "recovery_codes")):
        row.data |= {name: turned(row.data[name]) for name in KEPT if name in row.data}
        if "migrated_codes" in row.data:
            row.data["migrated_codes"] = [turned(code) for code in row.data["migrated_codes"]]
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    """Rows from before keep working either way; afterwards a copy of the table makes no code."""

    dependencies = [("accounts", "0002_audited"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(seal, unseal)]
