"""How is a comparison spoken of in a report? Never more strongly than the figures carry."""

from collections.abc import Mapping

from ruta.insights.engine.concluding import Conclusion, Doubt, Finding
from ruta.insights.engine.effects import Interval
from ruta.insights.papers import said
from ruta.insights.warehouse.received import KEPT, MET, PLACED, Received

CAME = {PLACED: "consiguieron trabajo", KEPT: "consiguieron trabajo y siguieron 90 días", MET: "tuvieron resuelta una necesidad"}
TRAITS: Mapping[str, str] = {
    "modality": "Población", "sex": "Sexo", "age_group": "Edad", "department": "Departamento", "attentions": "Atenciones en los 180 días anteriores",
    "applications": "Postulaciones en los 180 días anteriores", "tenure": "Días desde la primera atención", "profile": "Tenía perfil laboral",
    "needs": "Necesidades abiertas",
}  # fmt: skip
FINDINGS: Mapping[Finding, str] = {
    Finding.FEW: "Son menos de 30 parejas: no alcanza para concluir nada.",
    Finding.UNLIKE: "Después de emparejar siguen siendo distintas: no se puede decir nada del servicio.",
    Finding.AHEAD: "Ya eran distintas antes de recibirlo: la diferencia de después no se puede atribuir al servicio.",
    Finding.UNSURE: "No se distingue de ninguna diferencia. Eso no prueba que no la haya: con más personas podría verse.",
    Finding.UNSTEADY: "La diferencia cambia según cómo se empareje: no se concluye.",
    Finding.MORE: "Quienes lo recibieron lo lograron más a menudo que personas parecidas que no. Es compatible con que el servicio ayude; no lo prueba.",
    Finding.LESS: "Quienes lo recibieron lo lograron menos a menudo que personas parecidas que no. No prueba que el servicio perjudique: puede llegar a quien más lo necesita.",
}
SHORT: Mapping[Finding, str] = {
    Finding.FEW: "Muy pocas parejas", Finding.UNLIKE: "No son comparables", Finding.AHEAD: "Ya eran distintas", Finding.UNSURE: "No se distingue",
    Finding.UNSTEADY: "No es estable", Finding.MORE: "Más a menudo", Finding.LESS: "Menos a menudo",
}  # fmt: skip
DOUBTS: Mapping[Doubt, str] = {
    Doubt.UNMATCHED: "Menos de seis de cada diez personas comparadas tienen pareja: lo dicho es de ellas, no de todas.",
    Doubt.NOT_QUITE_ALIKE: "En algún rasgo las parejas no quedaron del todo parecidas (diferencia de más de 0.1).",
    Doubt.FRAGILE: "Bastaría una diferencia no anotada que hiciera menos de 1.5 veces más probable recibirlo para explicar el resultado.",
}
LIMITS = (
    "Nadie sorteó quién recibe el servicio. Se empareja por lo que está anotado; las ganas, los contactos, la salud o la suerte no lo están, y pueden explicar la diferencia.",
    "«Después» es lo anotado en Ruta: quien consiguió trabajo por su cuenta y no lo dijo cuenta como que no. Antes de llegar a Ruta nada consta de nadie.",
    "Un curso o taller consta cuando se termina: quien lo dejó no cuenta como que lo recibió, y quien termina suele tener más a favor.",
    "La comparación es con personas atendidas que nunca lo recibieron, no con quienes nunca llegaron. Lo que dice vale para ese período y esas personas.",
    "Que no conste que alguien dejó el trabajo no prueba que siga en él.",
    "Se compara por años enteros y en todo el país: un trimestre, una oficina, un sector o una población, restados de su año, dirían qué les pasó a pocas personas; y pocas veces llegan a 30 parejas.",
    "Los servicios reservados (salud, protección, violencia, legal) no se comparan ni cuentan entre lo que dio una institución. Niñas, niños y adolescentes tampoco se comparan.",
    "De más de 2,000 personas que lo recibieron se empareja una muestra al azar; la de comparación sale de hasta 8,000.",
)
GROUP = (
    "Un grupo son quienes recibieron por primera vez un tipo de servicio (talleres, cursos y programas cuentan en el suyo), algo de una institución, o ambas cosas: es lo que queda "
    "anotado de cada persona. Bajo qué proyecto o convenio se dio no consta, y de un solo curso rara vez hay 30 parejas en un año."
)
METHOD = (
    "Cada persona que recibió el servicio por primera vez en el período se empareja con una atendida en el mismo trimestre que nunca lo recibió y que ese día se le parecía: "
    "misma probabilidad de recibirlo, según población, sexo, edad, departamento, contactos y postulaciones anteriores, perfil laboral y necesidades abiertas (vecino más cercano por "
    "puntaje de propensión, sin repetir). Se resta cuánto cambió cada una de antes a después."
)


def treatment(asked: Received, services: Mapping[str, str], institutions: Mapping[str, str]) -> str:
    """What was received, as a title says it."""
    names = [services.get(asked.service, asked.service), institutions.get(asked.institution, asked.institution)]
    return ", ".join(name for name in names if name)


def between(found: Interval | None) -> str:
    """An interval in percent points, with its signs."""
    return "sin dato" if found is None else f"de {found.low:+.1f} a {found.high:+.1f}"


def share(value: float | None, pairs: int) -> str | float | None:
    """A share, or the word for a hidden one."""
    return None if not pairs else "protegida" if value is None else value


def is_told(conclusion: Conclusion) -> bool:
    """Whether the difference itself may be told: not of few, and not of persons who cannot be compared."""
    return conclusion.finding not in {Finding.FEW, Finding.UNLIKE, Finding.AHEAD}


def opening(conclusion: Conclusion, asked: Received, change: Interval | None) -> list[str]:
    """The finding with its figures, then every doubt."""
    figures = "" if change is None or not is_told(conclusion) else (
        f"Entre quienes lo recibieron, la parte de personas que {CAME[asked.outcome]} en {said(asked.days)} días cambió {between(change)} puntos respecto "
        "de sus parejas (intervalo de 95 %)."
    )  # fmt: skip
    return [each for each in (FINDINGS[conclusion.finding], figures, *(DOUBTS[doubt] for doubt in conclusion.doubts)) if each]
