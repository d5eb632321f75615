"""How is each fact between a person and a vacancy said? Codes come from the engine, words from here."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L  # noqa: N812 (a table of words)

from ruta.placements.matching import Fact, Standing
from ruta.placements.selectors.words import LICENCES
from ruta.taxonomy.selectors import occupation_labels, skill_labels

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
        told = [(LEVEL[fact.standing], self._sentence(fact)) for fact in ordered if fact.standing is not Standing.UNKNOWN]
        to_ask = [self._asked(fact) for fact in ordered if fact.standing is Standing.UNKNOWN]
        return [*told, ("near", _("Por preguntar: %(what)s") % {"what": ", ".join(to_ask)})] if to_ask else told

    def _sentence(self, fact: Fact) -> str:
        if fact.name in ("skills", "desirable"):
            return self._skill(fact)
        if fact.name == "papers":
            return _("Falta: %(paper)s") % {"paper": LICENCES.get(fact.subject, fact.subject)}
        if fact.name == "occupation":
            return self._occupation(fact)
        if fact.name == "experience":
            return _("%(have)s meses de experiencia; piden %(asked)s") % {"have": fact.have, "asked": fact.asked}
        return str(_WORDS[fact.name][fact.standing])

    def _asked(self, fact: Fact) -> str:
        """What is not known, in one word: it is held against nobody, so it stands together."""
        return self.skills[fact.subject] if fact.name in ("skills", "desirable") else str(_TO_ASK[fact.name])

    def _skill(self, fact: Fact) -> str:
        label = self.skills[fact.subject]
        if fact.is_presumed:
            return _("%(skill)s: se supone por su oficio") % {"skill": label}
        return _("Falta: %(skill)s") % {"skill": label} if fact.standing is Standing.MISSING else label

    def _occupation(self, fact: Fact) -> str:
        label = self.occupations[str(fact.have)]
        if fact.standing is Standing.MET:
            return _("Mismo oficio: %(occupation)s") % {"occupation": label}
        if fact.standing is Standing.NEAR:
            return _("Oficio cercano: %(occupation)s") % {"occupation": label}
        return _("Otro oficio: %(occupation)s") % {"occupation": label}


_TO_ASK: Mapping[str, object] = {
    "occupation": L("oficio"), "experience": L("experiencia"), "education": L("estudios"), "languages": L("idiomas"),
    "start": L("desde cuándo puede"), "hours": L("horario"), "wage": L("salario que busca"), "contract": L("contrato que busca"),
    "nearness": L("dónde vive"),
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
