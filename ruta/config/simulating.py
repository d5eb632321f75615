"""How does one play a partner at the command line? `ruta exchange simulate INFOP`, beside `make run`, until Ctrl-C; `ruta exchange ask INFOP` once."""

import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

if TYPE_CHECKING:
    from http.server import ThreadingHTTPServer

    from ruta.exchange.simulating.partner import Partner

console = Console(stderr=True)
WORDS = {
    ("sent", "received"): "la recibe", ("received", "accepted"): "la acepta", ("received", "rejected"): "la rechaza con motivo",
    ("accepted", "accepted"): "da una cita", ("scheduled", "in-progress"): "atiende a la persona", ("attended", "completed"): "termina el servicio",
}  # fmt: skip
REFUSED = 400
FAILED, NOTHING = 1, 2


def simulate(  # noqa: PLR0913 - each is an option of the command
    institution: Annotated[
        str, typer.Argument(metavar="INSTITUTION", help="Código de la institución que se representa, por ejemplo INFOP.")
    ],
    *,
    address: Annotated[str, typer.Option(help="Dónde responde Ruta; por omisión, la dirección pública de la instalación.")] = "",
    refuse: Annotated[int, typer.Option(min=0, max=100, help="De cada cien derivaciones, cuántas rechaza.")] = 20,
    late: Annotated[int, typer.Option(min=0, max=100, help="De cada cien, cuántas deja esperando.")] = 20,
    late_seconds: Annotated[int, typer.Option(min=0, help="Cuántos segundos las deja esperando.")] = 90,
    every: Annotated[float, typer.Option(min=0.2, help="Segundos entre una vuelta y la siguiente.")] = 3,
    rounds: Annotated[int, typer.Option(min=0, help="Cuántas vueltas da; 0, hasta Ctrl-C.")] = 0,
    seed: Annotated[int, typer.Option(help="La misma semilla trata igual a la misma derivación.")] = 1,
    everything: Annotated[bool, typer.Option("--everything", help="También lo que ya esperaba antes de empezar.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Puerto donde contesta consultas DCI y recibe avisos; 0, ninguno.")] = 0,
    known: Annotated[int, typer.Option(min=0, max=100, help="De cada cien documentos, cuántos conoce.")] = 60,
) -> None:
    """Hace de otra institución: contesta derivaciones, oye los avisos y, con un puerto, responde quién está en su registro. Solo en demostraciones."""
    from ruta.config.exchanging import ready

    ready()
    from datetime import UTC, datetime

    from django.conf import settings

    from ruta.base.clock import now
    from ruta.exchange.simulating.behaviour import Manner
    from ruta.exchange.simulating.playing import enter

    partner = enter(institution, address or settings.PUBLIC_ADDRESS, is_demo=settings.IS_DEMO)
    since = datetime(2000, 1, 1, tzinfo=UTC) if everything else now()
    console.print(f"{partner.code} pide {partner.scope} a {partner.address}. Ctrl-C para terminar.", highlight=False)
    manner = Manner(refuse, late, late_seconds, seed)
    door = _door(partner, port, known, seed) if port else None
    try:
        with suppress(KeyboardInterrupt):
            _play(partner, manner, since, rounds, every)
    finally:
        if door:
            door.shutdown()


def ask(
    institution: Annotated[str, typer.Argument(metavar="INSTITUTION", help="Código de la institución que pregunta, por ejemplo INFOP.")],
    document: Annotated[
        str, typer.Argument(metavar="[DNI]", help="Documento de la persona; si falta, el de alguien que dio permiso.")
    ] = "",
    *,
    purpose: Annotated[str, typer.Option(help="Finalidad: la de un convenio vigente y la del permiso de la persona.")] = "shared_case",
    address: Annotated[str, typer.Option(help="Dónde responde Ruta; por omisión, la dirección pública de la instalación.")] = "",
) -> None:
    """Pregunta por una persona como el sistema de otra institución, por DCI. Solo en demostraciones. Sale con 0 si algo se puede decir, 2 si nada, 1 si Ruta no contestó."""
    from ruta.config.exchanging import ready

    ready()
    from django.conf import settings

    from ruta.exchange.simulating.asking import look_up, someone
    from ruta.exchange.simulating.partner import Unheard
    from ruta.exchange.simulating.playing import enter

    partner = enter(institution, address or settings.PUBLIC_ADDRESS, is_demo=settings.IS_DEMO, purpose=purpose)
    asked = document or someone(partner)
    if not asked:
        console.print(f"Nadie dio permiso a {partner.institution} para «{purpose}».", highlight=False)
        sys.exit(NOTHING)
    console.print(f"{partner.code} pregunta por {asked} con {partner.scope}", highlight=False)
    try:
        told = look_up(partner, asked)
    except Unheard as error:
        console.print(f"[red]Ruta no contestó bien: {error}[/red]. ¿Está encendida y es esa su dirección?")
        sys.exit(FAILED)
    Console().print_json(data=told)
    sys.exit(0 if told["message"]["search_response"][0].get("data", {}).get("reg_records") else NOTHING)


def _door(partner: "Partner", port: int, known: int, seed: int) -> "ThreadingHTTPServer":
    """Where others ask it; it believes whom our public keys sign for."""
    from ruta.exchange.simulating.knowing import Register
    from ruta.exchange.simulating.serving import serve

    register = Register(partner.code, f"http://127.0.0.1:{port}", partner.key, partner.our_keys, known, seed)
    console.print(f"Contesta en {register.address}", highlight=False)
    return serve(register, port)


def _play(partner: object, manner: object, since: object, rounds: int, every: float) -> None:
    """Round after round; a round that we did not answer is told and the next one tries again."""
    from ruta.exchange.simulating.partner import Unheard
    from ruta.exchange.simulating.playing import play_round

    done = 0
    while not rounds or done < rounds:
        try:
            told = partner.heard()  # type: ignore[attr-defined]
            if told:
                console.print(f"avisos recibidos: {len(told)}", highlight=False)
            for each in play_round(partner, manner, since):  # type: ignore[arg-type]
                end = "" if each.status < REFUSED else f" [red](respuesta {each.status})[/red]"
                console.print(f"{each.number}: {WORDS.get((each.before, each.verb), each.verb)}{end}", highlight=False)
        except Unheard as error:
            console.print(f"[red]{error}[/red]")
        done += 1
        if not rounds or done < rounds:
            time.sleep(every)
