"""Who signs in to a demonstration? Invented names, one account for each role that has screens."""

from dataclasses import dataclass

from ruta.accounts.enums import Role

PASSWORD = "demostracion-ruta"  # noqa: S105 - told to everybody at the start of a demonstration
DOMAIN = "demo.ruta.hn"


@dataclass(frozen=True, slots=True)
class Post:
    """A role in an office; `slots` are the places among the officers of the office whose cases are theirs."""

    office: str
    role: Role
    slots: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Player:
    """One account."""

    mailbox: str
    name: str
    posts: tuple[Post, ...]

    @property
    def email(self) -> str:
        """The address with which the account signs in."""
        return f"{self.mailbox}@{DOMAIN}"


def _player(mailbox: str, name: str, *posts: Post) -> Player:
    return Player(mailbox, name, posts)


CAST: tuple[Player, ...] = (
    _player("orientacion.sps", "Karla Yamileth Paz Orellana", Post("SPS", Role.COUNSELLOR, (0, 1, 3, 4, 5))),
    _player("coordinacion.sps", "Óscar Danilo Reyes Funes", Post("SPS", Role.OFFICE_COORDINATOR)),
    _player("proteccion.sps", "Nohemí Alvarado Castellanos", Post("SPS", Role.PROTECTION_OFFICER, (2,))),
    _player("intermediacion.sps", "Wilmer Josué Banegas Ríos", Post("SPS", Role.BROKER)),
    _player("recepcion.sps", "Sindy Marisol Cálix Mejía", Post("SPS", Role.RECEPTIONIST)),
    _player("orientacion.tgu", "Delmy Suyapa Zelaya Núñez", Post("TGU", Role.COUNSELLOR, (0, 1, 2, 3))),
    _player("territorio.tgu", "Marvin Antonio Euceda Lanza", Post("TGU", Role.TERRITORIAL_OFFICER)),
    _player("umar.choloma", "Iris Carolina Murillo Tróchez", Post("UMAR-CHM", Role.COUNSELLOR, (0, 1, 2, 3, 4, 5))),
    _player("camr.sps", "Jorge Luis Hernández Bú", Post("CAMR-SPS", Role.COUNSELLOR, (0, 1, 2, 3))),
    _player("ninez", "Belkis Xiomara Maradiaga Cruz", Post("CAMR-BEL", Role.CHILD_PROTECTION_OFFICER, (0, 1))),
    _player("infop.sps", "Mario Roberto Sabillón Leiva", Post("INFOP-SPS", Role.PARTNER_OFFICER, (0, 1, 2, 3, 4, 5))),
    _player("senprende.sps", "Gladys Ondina Portillo Chávez", Post("SENPRENDE-SPS", Role.PARTNER_OFFICER, (0,))),
    _player("datos", "Elmer Fabricio Pineda Valle", Post("DGE", Role.DATA_STEWARD)),
    _player("central", "Reina Isabel Andino Flores", Post("DGE", Role.CENTRAL_COORDINATION)),
    _player("observatorio", "Kevin Arturo Lagos Medina", Post("DGE", Role.OBSERVATORY_ANALYST)),
    _player("monitoreo", "Sandra Lizeth Ordóñez Aguilar", Post("DGE", Role.ME_FOCAL_POINT)),
    _player("enlace.infop", "Dilcia Maribel Fúnez Aguilera", Post("INFOP-SPS", Role.ME_FOCAL_POINT)),
    _player("enlace.senprende", "Carlos Humberto Turcios Maldonado", Post("SENPRENDE-SPS", Role.ME_FOCAL_POINT)),
    _player("enlace.sreci", "Waleska Janeth Oseguera Padilla", Post("SRECI-CEN", Role.ME_FOCAL_POINT)),
    _player("auditoria", "Héctor Manuel Cárcamo Interiano", Post("DGE", Role.AUDITOR)),
    _player("privacidad", "Ana Lucía Sarmiento Bonilla", Post("DGE", Role.PRIVACY_OFFICER)),
    _player("tramites", "Lourdes Patricia Bográn Midence", Post("DGE", Role.PERMITS_OFFICER)),
    _player("legal", "Edgardo Rubén Castellón Ayala", Post("DGE", Role.LEGAL_OFFICER)),
    _player("administracion", "Ricardo Enrique Matute Salgado", Post("DGE", Role.ADMINISTRATOR)),
    _player(
        "dos.oficinas",
        "Fanny Elizabeth Rápalo Dubón",
        Post("PCO", Role.COUNSELLOR, (0, 1, 2)),
        Post("UMAR-SPS", Role.COUNSELLOR, (0, 1)),
    ),
)
