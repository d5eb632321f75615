"""What happens to the dossiers of a demonstration? Each state at least once, and invented names."""

from dataclasses import dataclass

from ruta.permits.enums import Stage
from ruta.permits.rules import Procedure

S = Stage
TO_RESOLUTION = ("all",)  # as often forward as the procedure has steps
OF_CERTIFICATE = {"suspended": "suspension", "revoked": "revocation"}


@dataclass(frozen=True, slots=True)
class Story:
    """Where a dossier stands, by which verbs, and since how many days; what its certificate is worth."""

    stage: Stage
    opened: int
    since: int
    verbs: tuple[str, ...] = ()
    before: str = ""
    certificate: str = ""
    watched: str = ""
    asks: tuple[str, ...] = ()  # steps that the procedure must have
    of: str = ""  # the one procedure in which it happens

    def fits(self, followed: Procedure) -> bool:
        """Whether it can happen in a procedure."""
        return self.of in {"", followed.code} and all(followed.step(each) for each in self.asks)

    def verbs_for(self, followed: Procedure) -> tuple[str, ...]:
        """The verbs, with the whole way written out."""
        way = ("forward",) * (len(followed.steps) - 1)
        return tuple(verb for each in self.verbs for verb in (way if each == "all" else (each,)))

    def reason_for(self, followed: Procedure) -> str:
        """The first reason that fits the denial, or what was done to the certificate."""
        of = "denial" if "deny" in self.verbs else OF_CERTIFICATE.get(self.certificate, "")
        return next((each.code for each in followed.reasons_of(of)), "") if of else ""


GRANTED = (*TO_RESOLUTION, "grant")
OF_PERSONS, OF_AGENTS = "work_authorisation", "agent_certification"
STORIES = (
    Story(S.RECEIVED, 1, 1), Story(S.RECEIVED, 2, 2), Story(S.RECEIVED, 9, 9),
    Story(S.REVIEW, 8, 5, ("forward",)), Story(S.REVIEW, 30, 24, ("forward",)),
    Story(S.INSPECTION, 20, 8, ("forward", "forward"), asks=("inspection",)),
    Story(S.INSPECTION, 45, 33, ("forward", "forward"), watched="visited", asks=("inspection",)),
    Story(S.RESOLUTION, 25, 3, TO_RESOLUTION, watched="visited"), Story(S.RESOLUTION, 40, 12, TO_RESOLUTION),
    Story(S.OBSERVED, 12, 4, ("observe",), before="received"), Story(S.OBSERVED, 40, 25, ("forward", "observe"), before="review"),
    Story(S.DENIED, 60, 5, (*TO_RESOLUTION, "deny")), Story(S.APPEALED, 70, 6, (*TO_RESOLUTION, "deny", "appeal")),
    Story(S.UPHELD, 150, 90, (*TO_RESOLUTION, "deny", "appeal", "uphold")), Story(S.WITHDRAWN, 80, 70, ("withdraw",)),
    Story(S.LAPSED, 120, 60, ("observe", "lapse")),
    Story(S.GRANTED, 60, 30, GRANTED, certificate="valid", watched="planned"), Story(S.GRANTED, 150, 120, GRANTED, certificate="valid", watched="mended"),
    Story(S.GRANTED, 200, 170, ("observe", "answer", *GRANTED), certificate="valid"),
    Story(S.GRANTED, 260, 230, GRANTED, certificate="suspended", watched="sanctioned"),
    Story(S.GRANTED, 300, 270, GRANTED, certificate="revoked", watched="sanctioned"),
    Story(S.GRANTED, 360, 330, GRANTED, certificate="valid"), Story(S.GRANTED, 420, 390, GRANTED, certificate="valid"),
    Story(S.GRANTED, 700, 660, GRANTED, certificate="replaced"), Story(S.GRANTED, 100, 80, GRANTED, certificate="valid"),
    *(Story(S.GRANTED, since + 30, since, GRANTED, certificate="valid", of=OF_PERSONS) for since in (640, 610, 560, 520, 480, 210, 190)),
    *(Story(S.GRANTED, since + 30, since, GRANTED, certificate="valid", of=OF_AGENTS) for since in (640, 600, 560)),
)  # fmt: skip
NOTES = {
    "observe": "El documento está borroso y le falta la segunda página.", "answer": "Subí la página que faltaba.",
    "deny": "Se le explicó el motivo y el plazo del recurso.", "appeal": "Adjunto lo que no se tomó en cuenta.",
    "uphold": "Se revisó de nuevo y el motivo sigue.", "withdraw": "Ya no voy a operar este año.",
}  # fmt: skip
# of each: what, in which words, and in how many days it falls due; `MENDED` are done by then
MENDED = "mended"
MEASURES: dict[str, tuple[tuple[str, str, int], ...]] = {
    "visited": (("inspection", "Local rotulado, expedientes bajo llave, no se hallaron cobros.", 0),),
    "planned": (
        ("inspection", "Falta poner a la vista que el servicio es gratis para quien busca trabajo.", 0),
        ("improvement", "Colocar el rótulo de gratuidad en la entrada y en su página.", 20),
        ("improvement", "Entregar a cada persona copia de su contrato antes del viaje.", -4),
    ),
    MENDED: (
        ("improvement", "Traducir el contrato al idioma de quien lo firma.", -60),
        ("improvement", "Dar a cada persona el número de la inspección de trabajo.", -45),
    ),
    "sanctioned": (
        ("inspection", "Dos personas dicen que pagaron por su colocación.", 0),
        ("sanction", "Amonestación escrita; devolver lo cobrado.", 0),
    ),
}
_NAMES = (
    "Río Lindo", "Valle de Sula", "El Merendón", "Celaque", "Camino Real", "La Mosquitia", "Punta Sal", "El Zamorano", "Cerro Azul", "Puerta del Sur",
    "Agua Caliente", "Los Pinares", "La Esperanza", "El Progreso", "Tres Valles", "Bahía Nueva", "Montecristo", "Las Acacias", "El Boquerón", "Copán",
    "Yojoa", "Las Flores", "El Ocote", "Santa Lucía", "Palmerola",
    "Las Lomas", "Cerro Verde", "El Naranjo",
)  # fmt: skip
AGENTS = tuple(
    (
        f"{('Agencia de Empleo', 'Talento', 'Colocaciones', 'Bolsa de Trabajo')[place % 4]} {name}",
        {
            "agent_kind": ("agency", "recruiter", "agency", "board")[place % 4], "reach": ("national", "both", "abroad")[place % 3],
            "countries": "España, Estados Unidos" if place % 3 else "", "legal_representative": "Representante de demostración",
        },
    )
    for place, name in enumerate(_NAMES)
)  # fmt: skip
_PEOPLE = (
    ("Marisela Duarte Pineda", "NI"), ("Oswaldo Rincón Peña", "VE"), ("Wilfredo Aguirre Mena", "SV"), ("Yanelis Cobas Leyva", "CU"),
    ("Brandon Whitfield", "US"), ("Ana Teresa Chacón Rojas", "CR"), ("Hugo Estrada Morales", "GT"), ("Luz Dary Ospina", "CO"),
    ("Jean Baptiste Moïse", "HT"), ("Carmen Ferrer Sanz", "ES"), ("Silvio Trujillo Vega", "NI"), ("Wei Zhang", "CN"),
    ("Rosa Amelia Cruz Orantes", "SV"), ("Andrés Pardo Gil", "CO"), ("Daniela Quiroga", "AR"), ("Elvin Sandoval Urbina", "NI"),
    ("Yusneidy Marcano", "VE"), ("Karl Brandt", "DE"), ("Marta Lidia Turcios", "SV"), ("Reynier Acosta", "CU"),
    ("Gloria Inés Barrera", "EC"), ("Noel Zeledón Ruiz", "NI"), ("Priya Raman", "IN"), ("Tomás Beltrán Oquelí", "NI"), ("Irina Volkova", "RU"), ("Fausto Menjívar", "SV"), ("Lorena Batista", "CU"),
    ("Edgar Poveda", "CO"), ("Sonia Chávez Ulloa", "CR"), ("Yaritza Perdomo", "VE"),
)  # fmt: skip
FOREIGNERS = tuple(
    (
        name,
        {
            "nationality": country, "occupation": ("5120", "7112", "2512", "5223", "8322")[place % 5], "employer": f"Empresa {_NAMES[place % len(_NAMES)]}",
            "employer_rtn": "", "wage": str(14_000 + 900 * (place % 7)),
            "migration_status": ("resident", "refugee", "special_permit", "in_process")[place % 4],
        },
    )
    for place, (name, country) in enumerate(_PEOPLE)
)  # fmt: skip
