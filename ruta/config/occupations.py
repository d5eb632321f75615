"""How does an operator try what a job's name finds? `ruta occupation rank`: two lists in, one ranking out, no database."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from ruta.base.errors import Invalid, RutaError

console = Console(stderr=True)
occupation = typer.Typer(help="Ocupaciones: qué nombre oficial tiene un oficio.", no_args_is_help=True)
MOST = 1_000


@occupation.callback()
def _group() -> None:
    """Ocupaciones: qué nombre oficial tiene un oficio."""


@occupation.command()
def rank(
    queries: Annotated[Path, typer.Option(help="Nombres de oficios: identificador, tabulador, texto.")],
    corpus: Annotated[Path, typer.Option(help="Etiquetas entre las que se busca: identificador, tabulador, texto.")],
    out: Annotated[Path, typer.Option(help="Dónde se escribe: oficio, etiqueta, parecido, con tabuladores.")],
    esco: Annotated[
        Path | None,
        typer.Option(envvar="RUTA_ESCO_DIR", help="Carpeta de ESCO: las etiquetas que nombran una misma ocupación se ordenan juntas."),
    ] = None,
    model: Annotated[
        str,
        typer.Option(envvar="RUTA_TITLES_MODEL", help="Modelo propio: «paquete.modulo:funcion» o «sentence-transformers:CARPETA»."),
    ] = "",
) -> None:
    """Ordena las etiquetas de una lista por su parecido con cada oficio de otra; hasta mil por oficio.

    Con ESCO, una ocupación se parece a un oficio por la más parecida de sus etiquetas y por todos sus nombres y su descripción. Un
    modelo propio recibe textos y da un vector por texto; cuenta la mitad de lo que dice cada etiqueta.
    """
    try:
        written, asked = _rank(queries, corpus, out, (esco, model))
    except RutaError as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(2) from None
    console.print(f"{written:,} parejas de {asked:,} oficios en {out}.")


def _rank(queries: Path, corpus: Path, out: Path, known: tuple[Path | None, str]) -> tuple[int, int]:
    titles, labels = _read(queries), _read(corpus)
    names, written = list(labels), 0
    found = _ranker(list(labels.values()), *known).rank(list(titles.values()), MOST)
    try:
        with out.open("w", encoding="utf8") as file:
            for title, best in zip(titles, found, strict=True):
                pairs = zip(best.places.tolist(), best.likeness.tolist(), strict=True)
                written += file.write("".join(f"{title}\t{names[place]}\t{likeness:.6f}\n" for place, likeness in pairs)) and len(
                    best.places
                )
    except OSError as error:
        raise Invalid(f"No se puede escribir «{out}»: {error.strerror}. Elija una carpeta que exista y donde pueda escribir.") from error
    return written, len(titles)


def _ranker(labels: list[str], esco: Path | None, model: str) -> Any:
    if esco:
        import django

        django.setup()  # the sentences about a wrong folder are translated ones
    from ruta.taxonomy.esco import read_esco
    from ruta.taxonomy.titles import Kindred, Thing, encoder
    from ruta.taxonomy.titles.encoders import UnknownEncoder

    rows = read_esco(esco).occupations.values() if esco else ()
    things = [Thing([half for name in (row.name_es, *row.other_es) for half in (name, *name.split("/"))], row.description) for row in rows]
    try:
        return Kindred(labels, things, encoder(model) if model else None)
    except UnknownEncoder as error:
        raise Invalid(f"No se puede usar el modelo «{model}»: debe llevar a una función que dé un vector por texto.") from error


def _read(path: Path) -> dict[str, str]:
    """Text by identifier, in the order of the file."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(f"No se puede leer «{path}». Dé un archivo de texto en UTF-8 que exista.") from error
    rows = [(at, line.split("\t", 1)) for at, line in enumerate(lines, 1) if line.strip()]
    for at, parts in rows:
        if len(parts) != 2 or not parts[0]:
            raise Invalid(f"La línea {at} de «{path}» no lleva identificador, tabulador y texto. Corríjala y repita.")
    found = {name: text for _at, (name, text) in rows}
    if len(found) < len(rows):
        raise Invalid(f"Hay identificadores repetidos en «{path}». Deje uno de cada uno y repita.")
    if not any(letter.isalnum() for text in found.values() for letter in text):
        raise Invalid(f"No hay textos en «{path}». Escriba uno por línea: identificador, tabulador, texto.")
    return found
