"""How is each fact between a person and a vacancy said? Codes come from the engine, words from here."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L  # noqa: N812 (a table of words)

from ruta.placements.matching import Fact, Standing
from ruta.taxonomy.selectors import occupation_labels, skill_labels

CLOSES: Mapping[str, object] = {
    "course": L("Lo cerraría: un curso"),
    "work_practice": L("Lo cerraría: una práctica laboral"),
    "adult_education": L("Lo cerraría: educación de adultos"),
    "language_course": L("Lo cerraría: un curso de idioma"),
}
LEVEL = {Standing.MET: "met", Standing.NEAR: "near", Standing.UNKNOWN: "near", Standing.MISSING: "miss"}
_ORDER = (Standing.MET, Standing.NEAR, Standing.MISSING, Standing.UNKNOWN)


class Words:
    """Says facts; the names of skills and occupations are looked up once for all of a page."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        told = list(facts)
        self.skills = skill_labels({fact.subject for fact in told if fact.name in ("skills", "desirable")})
        self.occupations = occupation_labels({str(fact.have) for fact in told if fact.name == "occupation" and fact.have})

    def said(self, facts: Iterable[Fact]) -> list[tuple[str, str]]:
        """Level and sentence of each, what fits first."""
        ordered = sorted(facts, key=lambda fact: _ORDER.index(fact.standing))
        return [(LEVEL[fact.standing], self._sentence(fact)) for fact in ordered]

    def closing(self, facts: Iterable[Fact]) -> list[str]:
        """What would close the gaps, each once."""
        gaps = {fact.closes for fact in facts if fact.closes and fact.standing in (Standing.NEAR, Standing.MISSING)}
        return [str(words) for code, words in CLOSES.items() if code in gaps]

    def _sentence(self, fact: Fact) -> str:
        if fact.name in ("skills", "desirable"):
            return self._skill(fact)
        if fact.standing is Standing.UNKNOWN:
            return str(_TO_ASK[fact.name])
        if fact.name == "occupation":
            return self._occupation(fact)
        if fact.name == "experience":
            return _("%(have)s meses de experiencia; piden %(asked)s") % {"have": fact.have, "asked": fact.asked}
        return str(_WORDS[fact.name][fact.standing])

    def _skill(self, fact: Fact) -> str:
        label = self.skills[fact.subject]
        if fact.is_presumed:
            return _("%(skill)s: se supone por su oficio") % {"skill": label}
        if fact.standing is Standing.UNKNOWN:
            return _("Por preguntar: %(skill)s") % {"skill": label}
        return _("Falta: %(skill)s") % {"skill": label} if fact.standing is Standing.MISSING else label

    def _occupation(self, fact: Fact) -> str:
        label = self.occupations[str(fact.have)]
        if fact.standing is Standing.MET:
            return _("Mismo oficio: %(occupation)s") % {"occupation": label}
        if fact.standing is Standing.NEAR:
            return _("Oficio cercano: %(occupation)s") % {"occupation": label}
        return _("Otro oficio: %(occupation)s") % {"occupation": label}


_TO_ASK: Mapping[str, object] = {
    "occupation": L("Por preguntar: oficio"), "experience": L("Por preguntar: experiencia"), "education": L("Por preguntar: estudios"),
    "languages": L("Por preguntar: idiomas"), "start": L("Por preguntar: desde cuándo puede"), "hours": L("Por preguntar: horario"),
    "wage": L("Por preguntar: salario que busca"), "contract": L("Por preguntar: contrato que busca"),
    "nearness": L("Por preguntar: dónde vive"),
}  # fmt: skip
_WORDS: Mapping[str, Mapping[Standing, object]] = {
    name: dict(zip((Standing.MET, Standing.NEAR, Standing.MISSING), words, strict=True))
    for name, words in {
        "education": (L("Tiene los estudios que piden"), L("Un nivel menos de estudios"), L("Menos estudios de los que piden")),
        "languages": (L("Habla el idioma que piden"), L("Habla el idioma a un nivel menor"), L("No habla el idioma que piden")),
        "start": (L("Puede empezar a tiempo"), L("Puede empezar unos días después"), L("No puede empezar a tiempo")),
        "hours": (L("Puede en todo el horario"), L("Puede en parte del horario"), L("No puede en el horario")),
        "wage": (
            L("El salario alcanza lo que busca"),
            L("El salario es algo menor de lo que busca"),
            L("El salario no alcanza lo que busca"),
        ),
        "contract": (L("Es el contrato que busca"), L("Es un contrato parecido"), L("No es el contrato que busca")),
        "nearness": (L("Vive en el lugar del puesto"), L("Vive en otro lugar y acepta ir"), L("Vive lejos")),
    }.items()
}
