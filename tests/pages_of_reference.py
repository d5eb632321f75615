"""What do docs/reference/commands.md, settings.md and indicators.md say? Written from the program itself: `python -m tests.pages_of_reference`."""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
COMMANDS = ROOT / "docs/reference/commands.md"
SETTINGS = ROOT / "docs/reference/settings.md"
INDICATORS = ROOT / "docs/reference/indicators.md"
OPENAPI = ROOT / "docs/reference/openapi.json"
# What each variable does; the defaults are read from the code.
MEANING = {
    "DATABASE_URL": "A PostgreSQL 16 or later of your own, as a role that may make roles and databases. Without it the embedded server is used.",
    "PORT": "Port of `ruta serve`; the same as `--port`.",
    "RUTA_ADDRESS": "Public address, which messages and signed links carry.",
    "RUTA_CLIENT_CERTIFICATE_HEADER": "Header in which your proxy writes the certificate of a client that it checked, as RFC 9440 (`:base64:`) or escaped PEM; the proxy must drop the header that a client sends. Without it no token is bound to a certificate.",
    "RUTA_DATABASE": "Name of the database in the embedded server.",
    "RUTA_DB_ROLE": "Database role of this process. Set by the commands themselves; never set it for a web process.",
    "RUTA_DEBUG": "`1` shows errors in the browser. Never where somebody else can reach it.",
    "RUTA_DEMO": "`1` marks the installation as a demonstration: a band on every page, second factor not demanded. `0` for real data.",
    "RUTA_ESCO_DIR": "Folder of the downloaded ESCO (see `ruta taxonomy load`); read at the start when a file of it changed. Without it CIUO-08 and our own list serve.",
    "RUTA_EXCHANGE_OPEN_RATE": "How often one network address may ask for open data, such as `300/m`.",
    "RUTA_EXCHANGE_RATE": "How often one system of an institution may ask, such as `600/m`.",
    "RUTA_HOSTS": "Host names that are answered, separated by commas.",
    "RUTA_FEEDS_FOLDER": "Where other institutions drop files, one folder for each source; nothing outside it is read.",
    "RUTA_FEEDS_SECRETS": "Folder with one file for each source that asks for a key (private key of SFTP, or what is shown as `Authorization: Bearer`), named by the code of the source.",
    "RUTA_HTTPS": "`1` behind a proxy with TLS: secure cookies, HSTS, redirect to https.",
    "RUTA_IDLE_SECONDS": "Seconds without activity after which a session ends.",
    "RUTA_MAIL_FROM": "Sender of e-mail.",
    "RUTA_ORIGINS": "Origins trusted for forms when the proxy changes the host, separated by commas, with scheme.",
    "RUTA_PREPARED": "`no` where a pooler between Ruta and PostgreSQL does not keep prepared statements.",
    "RUTA_PROXIES": "How many proxies of yours write `X-Forwarded-For`; throttles count by the address that the first of them saw. `0` believes nobody.",
    "RUTA_READ_ONLY": "Why nothing is written, read on every page: reading goes on, every write is refused. `ruta readonly on` does the same without a restart.",
    "RUTA_NICE": "How far imports and other background work, and their sessions in the database, give way to whoever waits at a counter (0 to 19). `0`: not at all, for a night when nobody does.",
    "RUTA_POOL": "Largest number of database connections of one process and alias.",
    "RUTA_REQUIRE_MFA": "`1` demands a second factor of everybody, `0` of nobody. By default demanded unless `RUTA_DEMO` is `1`.",
    "RUTA_SMS_WAY": "Python class by which short messages leave. By default they are written to files in `var/messages`.",
    "RUTA_SMS_URL": "Address (https) of a gateway of short messages that takes `to`, `text` and `reference` as JSON and answers with an `id`.",
    "RUTA_SMS_TOKEN": "What is shown to that gateway as `Authorization: Bearer`.",
    "RUTA_WHATSAPP_URL": "Address (https) of the messages of WhatsApp's Cloud API. Without it such messages are written to files.",
    "RUTA_WHATSAPP_TOKEN": "What is shown to it as `Authorization: Bearer`.",
    "RUTA_RECEIPT_TOKEN": "What a gateway shows at `/avisos/acuse/<channel>/` when it says that a message arrived. Without it nobody is believed.",
    "RUTA_DATA_LICENCE": "Address of the licence of the open data, such as `http://creativecommons.org/licenses/by/4.0/`. Without it the catalogue claims none, and the page says that it is not decided.",
    "RUTA_INSIDE_HOSTS": "Hosts of this network that may be asked (gateways, time stamps, sources, systems of institutions), with commas. Any other address that is not public is refused, unless `RUTA_DEMO` is `1`.",
    "RUTA_SHAPES_DIR": "Folder with `hn_municipios.geojson` (property `codigo`): maps of territories then show municipalities.",
    "RUTA_WAREHOUSE_DIR": "Folder of the observatory's warehouse (Parquet, under pseudonyms), shared by all processes. By default `var/warehouse`.",
    "RUTA_WAREHOUSE_ENGINE": "Who reads it: `duckdb` on this machine, or `spark` (as its own settings say where).",
    "RUTA_SMTP": "Server of outgoing e-mail. Without it e-mail is written to files in `var/mail`.",
    "RUTA_TICKET_DAYS": "Days that the numbers of a waiting room are kept; older ones become figures by hour.",
    "RUTA_TIME_AUTHORITY": "Address of the time-stamping authority (RFC 3161) that stamps the log of the exchange. Without it the log is sealed, and not stamped.",
    "RUTA_TIME_ROOTS": "PEM file with the root certificates of the time-stamping authorities that you believe.",
    "RUTA_VAR": "Folder of everything that is written: database, secret, collected files, mail. By default `var` beside the code.",
    "SECRET_KEY": "Secret from which all others are derived. By default made once and kept in `var/secret`; keep a copy of it.",
}


def variables() -> dict[str, str]:
    """Every environment variable that the product reads, with its default as written."""
    found = {"PORT": "8000"}
    for path in sorted((ROOT / "ruta").rglob("*.py")):
        if "tests" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
                if name := _read(node):
                    found[name] = _default(node)
    return dict(sorted(found.items()))


def _read(node: ast.AST) -> str:
    """`os.environ.get("NAME")` or `os.environ["NAME"]`."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "os.environ.get" and isinstance(node.args[0], ast.Constant):
        return str(node.args[0].value)
    is_item = isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and ast.unparse(node.value) == "os.environ"
    return str(node.slice.value) if is_item and isinstance(node.slice, ast.Constant) else ""  # type: ignore[attr-defined]


def _default(node: ast.AST) -> str:
    given = node.args[1:] if isinstance(node, ast.Call) else []
    return str(given[0].value) if given and isinstance(given[0], ast.Constant) else ""


def settings_page() -> str:
    """The page of the settings; a variable without a meaning is an error."""
    known = variables()
    missing, stale = known.keys() - MEANING.keys(), MEANING.keys() - known.keys()
    assert not missing, f"say in tests/pages_of_reference.py what these do: {sorted(missing)}"
    assert not stale, f"nobody reads these any more: {sorted(stale)}"
    rows = [f"| `{name}` | {f'`{default}`' if default else '–'} | {MEANING[name]} |" for name, default in known.items()]
    head = [
        "# Settings",
        "",
        "Which environment variables does an installation read? Written by `python -m tests.pages_of_reference`, checked by the tests.",
        "",
        "| Variable | Default | What it does |",
        "|---|---|---|",
    ]
    return "\n".join([*head, *rows]) + "\n"


def openapi_page() -> str:
    """What other systems may ask, as the code says it."""
    import json

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruta.config.settings")
    django.setup()
    import ruta.exchange.urls  # noqa: F401 - every address hangs there
    from ruta.exchange.api import api

    return json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False, default=str) + "\n"


def commands_page() -> str:
    """The page of the command line, from the program's own help."""
    import typer

    from ruta.config import commands

    program = typer.Typer()
    commands.register(program)
    lines = [
        "# Commands",
        "",
        "What can an operator do with `ruta`? Written by `python -m tests.pages_of_reference` from the program's own help, which is in Spanish,",
        "and checked by the tests. Every command exits with 0 when it did its work and with 1 and one sentence when it did not.",
        "",
    ]
    lines += _section(typer.main.get_command(program), "ruta")
    return "\n".join(lines).rstrip() + "\n"


def _section(command: Any, name: str) -> list[str]:
    inner = getattr(command, "commands", None)
    if inner is not None:
        own = _lines(command, name) if command.invoke_without_command else []
        return own + [line for key in sorted(inner) for line in _section(inner[key], f"{name} {key}")]
    return _lines(command, name)


def _lines(command: Any, name: str) -> list[str]:
    lines = [f"## `{name}`", "", re.sub(r"\s+", " ", command.help or "").strip(), ""]
    rows = [row for parameter in command.params if (row := _row(parameter))]
    return lines + (["| | Default | |", "|---|---|---|", *rows, ""] if rows else [])


def _row(parameter: Any) -> str:
    if parameter.name == "help":
        return ""
    is_argument = parameter.param_type_name == "argument"
    label = parameter.name.upper() if is_argument else ", ".join([*parameter.opts, *parameter.secondary_opts])
    shown = "required" if parameter.required else f"`{parameter.default}`" if parameter.default not in {None, False} else "–"
    words = parameter.help or (getattr(parameter, "prompt", None) or "")
    return f"| `{label}` | {shown} | {words}{f' (`{parameter.envvar}`)' if parameter.envvar else ''} |"


# Since when a round counts what it asked for before, by indicator and unit.
SINCE = {
    ("I04", ""): "a year before stands here to compare with",
    ("I05", ""): "a strategy of action is in force here",
    ("I06", ""): "a strategy of action is in force here",
    ("I08", "milestone"): "the bank of projects shows its first to everybody",
    ("I16", ""): "a year before stands here to compare with",
    ("I17", ""): "certificates of agents are kept here",
}


def _in_rounds() -> list[str]:
    """Which targets of the plans are counted in rounds, and which does an institution write?"""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruta.config.settings")
    django.setup()
    from ruta.insights.definitions import indicators
    from ruta.roadmap.selectors.counted import WAITING, units_of

    assert set(SINCE) == {(code, str(unit)) for code, unit in WAITING}, "say in tests/pages_of_reference.py since when these are counted"
    rows, named = [], set()
    for place, target in _targets():
        code, unit = target.get("indicator", ""), target["unit"]
        since = SINCE.get((code, unit)) or SINCE.get((code, ""))
        is_ours = unit in units_of(code)
        kept = f"counted once {since}; written with evidence until then" if since else "counted"
        fact = "written with evidence: a fact that a document tells" if unit == "milestone" else "written with evidence"
        rows.append(f"| {place} | {target['title']} | {code or '–'} | {kept if is_ours else fact} |")
        named.add(code)
    others = ", ".join(each.code for each in indicators() if units_of(each.code) and each.code not in named)
    return [
        "## In rounds of monitoring",
        "",
        "Of each target of the plans that come with the product: who says its value? What is counted is typed by nobody; what is written says why on its page.",
        "",
        "| Row of the plan | Target | Indicator | Its value |",
        "|---|---|---|---|",
        *rows,
        "",
        f"Counted too where a plan sets a target for them: {others}. At the desk a new target may carry any of those that are counted, in the unit in which they are. A plan that an operator loads with a target for another indicator has it written with evidence, also where a page of one institution counts that indicator.",
        "",
    ]


def _targets() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every target of the plans that come with the product, after the row on which it hangs."""
    from ruta.roadmap.actions import NAMES, read_plan

    def below(row: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        yield from ((row["key"], target) for target in row.get("targets", ()))
        for inner in row.get("items", ()):
            yield from below(inner)

    for name in NAMES:
        yield from below(read_plan(name))


def indicators_page() -> str:
    """The page of the indicators, from their definitions."""
    from ruta.insights.definitions import families, indicators, word

    lines = [
        "# Indicators",
        "",
        "What does each indicator count, and exactly how? Written by `python -m tests.pages_of_reference` from `ruta/insights/data/indicators.yaml`",
        "(provisional), checked by the tests. *counted* has a page with its value, *reported and validated* a page with the last value of the rounds; the others wait for their rows or are reported with evidence.",
        "Cells under 5 are suppressed, and others with them, so that none can be computed back.",
        "",
    ]
    for family, label in families("en"):
        lines += [
            f"## {label}",
            "",
            "| | Indicator | Formula | Unit | By | Every | Rows | Limits | |",
            "|---|---|---|---|---|---|---|---|---|",
        ]
        for each in (one for one in indicators() if one.family == family):
            by = ", ".join(word("by", code, "en") for code in each.by) or "–"
            state = "reported and validated" if each.is_reported else "counted" if each.is_computed else f"waits for {each.arrives}"
            cells = (each.code, each.label["en"], each.formula["en"], word("units", each.unit, "en"), by, word("every", each.every, "en"))
            lines.append("| " + " | ".join([*cells, each.rows["en"], each.limits["en"], state]) + " |")
        lines.append("")
    return "\n".join([*lines, *_in_rounds()]).rstrip() + "\n"


def main() -> None:
    """Write the pages anew."""
    INDICATORS.write_text(indicators_page(), encoding="utf8")
    COMMANDS.write_text(commands_page(), encoding="utf8")
    SETTINGS.write_text(settings_page(), encoding="utf8")
    OPENAPI.write_text(openapi_page(), encoding="utf8")


if __name__ == "__main__":
    main()
