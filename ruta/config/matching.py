"""How does an operator match a file of persons with one of vacancies? `ruta match`: progress, plain sentences, no database."""

import json
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from ruta.base.errors import Invalid
from ruta.config.linking import console, one_sentence, progress

ENGINES = ("duckdb", "spark")
matching = typer.Typer(help="Encaje de personas y vacantes: dos archivos, sin base de datos.")

Profiles = Annotated[Path | None, typer.Option(help="Perfiles: CSV o Parquet.")]
Vacancies = Annotated[Path | None, typer.Option(help="Vacantes: CSV o Parquet.")]
Essentials = Annotated[Path | None, typer.Option(help="Competencias esenciales de cada ocupación: columnas occupation y skill.")]
WeightsFile = Annotated[Path | None, typer.Option(help="Pesos que se usan, en vez de los que vienen con Ruta (YAML).")]


@matching.callback(invoke_without_command=True)
def match(
    context: typer.Context,
    profiles: Profiles = None,
    vacancies: Vacancies = None,
    out: Annotated[Path, typer.Option(help="Dónde se escribe: .parquet o .csv; al lado queda el registro .run.json.")] = Path(
        "encajes.parquet"
    ),
    engine: Annotated[str, typer.Option(help="duckdb (esta máquina) o spark; el resultado es el mismo.")] = "duckdb",
    top: Annotated[int, typer.Option(min=1, max=200, help="Cuántos por lista.")] = 20,
    seed: Annotated[int, typer.Option(min=0, help="Decide entre iguales; la misma semilla da lo mismo.")] = 1,
    essentials: Essentials = None,
    weights: WeightsFile = None,
) -> None:
    """Ordena las personas de cada vacante y las vacantes de cada persona, y dice de qué se compone cada puntaje.

    Las columnas están en docs/reference/matching.md. Sexo, edad, modalidad, etnia y discapacidad no se leen.
    """
    if context.invoked_subcommand:
        return
    with one_sentence():
        if profiles is None or vacancies is None:
            raise Invalid("Dé los dos archivos: --profiles y --vacancies.")
        if engine not in ENGINES:
            raise Invalid(f"No hay motor «{engine}». Elija uno de: {', '.join(ENGINES)}.")
        from ruta.placements.matching.batch.running import Run

        _run(Run(profiles, vacancies, essentials, weights, engine, top, seed), out)


def _run(run: Any, out: Path) -> None:
    from ruta.placements.matching.batch.running import match as find
    from ruta.placements.matching.batch.writing import demand_writable, record_of, write_run

    demand_writable(out)
    begun = time.monotonic()
    with progress() as tell:
        matched = find(run, tell)
    rows = write_run(run, matched, out)
    persons, vacancies = matched.market.sizes
    console.print(
        f"{rows:,} filas en {out} ({time.monotonic() - begun:.0f} s): {persons:,} personas, {vacancies:,} vacantes. "
        f"Pesos {matched.weights.version}. Registro: {record_of(out).name}."
    )


@matching.command()
def audit(
    profiles: Annotated[Path, typer.Option(help="Los perfiles del encaje, con las columnas sex y modality.")],
    vacancies: Annotated[Path, typer.Option(help="Las vacantes del encaje.")],
    matches: Annotated[Path, typer.Option(help="Lo que escribió `ruta match`, con su .run.json al lado.")],
    essentials: Essentials = None,
    weights: WeightsFile = None,
    swap: Annotated[bool, typer.Option("--swap/--no-swap", help="Repite el encaje con el sexo de todas las personas cambiado.")] = True,
) -> None:
    """Dice si las listas tratan por igual: exposición por sexo y modalidad, Gini, cobertura y cambio al cambiar el sexo.

    Cada grupo dice cuántas personas son y entre qué valores queda su media en nueve de diez sorteos; los de menos de 100 se juzgan juntos.
    La razón en total dice además entre qué valores queda con grupos del mismo tamaño repartidos al azar: con pocas personas ni el azar llega a 0.8.
    No pregunta si alguien completó su lista de habilidades: lo que no se sabe no cuenta, ni a favor ni en contra. Que unas personas se vean menos
    que otras puede venir de sus oficios y lugares; el manual dice cómo se comprobó que no viene de callar.

    Sale con 1 cuando, entre personas de la misma ocupación y departamento, un grupo se ve menos de 0.8 de lo que se ven las demás y el azar
    solo no lo explica (menos de 5 de cada 100 repartos), o cuando el sexo cambia algo.
    """
    from ruta.placements.matching.batch.auditing import audit as look

    with one_sentence():
        rerun = _again(matches, profiles, vacancies, essentials, weights) if swap else None
        found = look(profiles, matches, vacancies, rerun)
    for line in _said(found):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(0 if found.is_fair else 1)


def _again(matches: Path, profiles: Path, vacancies: Path, essentials: Path | None, weights: Path | None) -> Any:
    from ruta.placements.matching.batch.running import Run
    from ruta.placements.matching.batch.writing import record_of

    try:
        settings = json.loads(record_of(matches).read_text(encoding="utf8"))["settings"]
    except (OSError, ValueError, KeyError) as error:
        raise Invalid(f"Falta «{record_of(matches).name}» junto a los encajes. Repita `ruta match`, o use --no-swap.") from error
    return Run(profiles, vacancies, essentials, weights, "duckdb", int(settings["top"]), int(settings["seed"]))


def _ratio(ratio: float | None) -> str:
    return "sin comparación" if ratio is None else f"{ratio:.2f}"


VERDICTS = {
    "alone": "No hay dos grupos de 30 personas o más: no se puede decir.",
    "even": "Cumple: 0.8 o más.",
    "chance": "Bajo 0.8, y el azar hace lo mismo: con tan pocas personas no se puede decir más.",
    "market": "Bajo 0.8 y el azar no lo explica, pero entre iguales de ocupación y departamento sí cumple: lo hace lo que el mercado pide, no las listas.",
    "uneven": "No cumple: entre iguales un grupo se ve menos, y el azar no lo explica.",
}


def _least(least: Any) -> str:
    if least is None:
        return " No hay con quién comparar entre iguales de ocupación y departamento."
    return (
        f" Entre iguales de ocupación y departamento, quien menos se ve es {least.group}: {least.ratio:.2f}; "
        f"al repartir los grupos al azar pasa en {least.chance:.0%} de los repartos."
    )


def _dealt(dealt: Any) -> str:
    if dealt is None:
        return ""
    return (
        f" Con grupos del mismo tamaño repartidos al azar da de {dealt.low:.2f} a {dealt.high:.2f} en nueve de diez repartos; "
        f"tan bajo o más, en {dealt.chance:.1%}."
    )


def _groups(groups: Any) -> str:
    """Each with its mean, how sure that is and of how many persons."""
    return "; ".join(f"{each.name} {each.mean:.2f} [{each.low:.2f} a {each.high:.2f}], {each.persons:,} personas" for each in groups)


def _said(found: Any) -> list[str]:
    lines = []
    for one in found.exposures:
        lines.append(
            f"Exposición por {one.column}: {_ratio(one.ratio)} entre {one.persons:,} personas ({_groups(one.judged)})."
            f"{_dealt(one.dealt)}{_least(one.least)} {VERDICTS[one.verdict]}"
        )
        if one.small:
            lines.append(f"  De menos de 100 personas, que se juzgan juntas: {_groups(one.small)}.")
    lines.append(
        f"Gini de la exposición: {found.all.gini:.2f}. Personas en alguna lista: {found.all.covered:.1%}. "
        f"Vacantes con alguien: {found.vacancies_served:.1%}."
    )
    lines.append(
        f"De las {found.fitting.persons:,} personas que encajan en alguna vacante: Gini {found.fitting.gini:.2f}, "
        f"en alguna lista {found.fitting.covered:.1%}."
    )
    if found.swapped is not None:
        lines.append(f"Filas que cambian al cambiar el sexo de todas: {found.swapped}.")
    return lines
