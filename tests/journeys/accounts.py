"""Who signs in during the journeys? Accounts made through the product's own action, as `python -m tests.journeys.accounts`."""

import django

PASSWORD = "una clave larga de prueba 26"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
# who: (name, office, role)
PEOPLE = {
    "orienta.sps@prueba.hn": ("Orietta Paz", "SPS", "counsellor"),
    "orienta2.sps@prueba.hn": ("Óscar Reyes", "SPS", "counsellor"),
    "coordina.sps@prueba.hn": ("Carla Mejía", "SPS", "office_coordinator"),
    "central@prueba.hn": ("Celia Zúñiga", "TGU", "central_coordination"),
    "infop.sps@prueba.hn": ("Iván Fúnez", "INFOP-SPS", "partner_officer"),
    "segundo.paso@prueba.hn": ("Tomasa Ordóñez", "SPS", "counsellor"),
    "audita@prueba.hn": ("Aurora Pineda", "TGU", "auditor"),
    "administra@prueba.hn": ("Adán Castro", "TGU", "administrator"),
}
WITH_SECOND_FACTOR = "segundo.paso@prueba.hn"


def main() -> None:
    """Make every account, and the second factor of one."""
    django.setup()
    from allauth.mfa.totp.internal.auth import TOTP

    from ruta.accounts.actions import create_user
    from ruta.base.context import system

    for email, (name, office, role) in PEOPLE.items():
        user = create_user(actor=system(None, "journey"), email=email, full_name=name, office_code=office, role=role, password=PASSWORD)
        if email == WITH_SECOND_FACTOR:
            TOTP.activate(user, TOTP_SECRET)


if __name__ == "__main__":
    main()
