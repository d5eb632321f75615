"""Are only the doors of a domain used from outside?"""

import ast
from pathlib import Path

RUTA = Path(__file__).parents[2] / "ruta"
DOMAINS = {
    "territory", "taxonomy", "legal", "directory", "accounts", "people", "communication", "employers", "projects", "agenda", "tickets", "cases",
    "referrals", "field", "placements", "training", "quality", "subjects", "permits", "insights", "roadmap", "trust", "feeds", "staffing",
}  # fmt: skip
DOORS = {"models", "enums", "events", "errors", "policies", "selectors", "actions"}
# Engines that a domain offers whole.
PUBLIC = {
    "people.linkage",
    "people.rules",
    "people.imports",
    "people.duplicates",
    "people.merging",
    "cases.instruments",
    "cases.rules",
    "cases.numbers",
    "cases.timeline",
    "taxonomy.esco",
    "taxonomy.titles",
    "taxonomy.rules",
    "tickets.rules",
    "placements.matching",
    "employers.imports",
    "directory.rules",
    "employers.rules",
    "projects.imports",
    "projects.rules",
    "facilities.rules",
    "field.rules",
    "staffing.rules",
    "referrals.rules",
    "referrals.clocks",
    "referrals.escalation",
    "referrals.numbers",
    "referrals.packet",
    "placements.rules",
    "roadmap.planning",
    "roadmap.rules",
    "trust.rules",
    "feeds.rules",
    "feeds.pulling",
    "permits.rules",
    "training.rules",
    "legal.rules",
    "quality.passes",
    "insights.definitions",
    "insights.engine",
    "insights.papers",
}


def imports(path: Path):
    tree = ast.parse(path.read_text(encoding="utf8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("ruta."):
            for name in node.names:
                yield f"{node.module}.{name.name}"
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.startswith("ruta."))


def sources():
    return [path for path in RUTA.rglob("*.py") if "migrations" not in path.parts and "tests" not in path.parts]


def test_a_domain_is_entered_by_its_doors_only():
    strangers = []
    for path in sources():
        home = path.relative_to(RUTA).parts[0]
        for name in imports(path):
            _, domain, *rest = name.split(".")
            if domain not in DOMAINS or domain == home or not rest:
                continue
            if rest[0] not in DOORS and f"{domain}.{rest[0]}" not in PUBLIC:
                strangers.append(f"{path.relative_to(RUTA)} imports {name}")
    assert not strangers, "\n".join(strangers)


def test_only_actions_jobs_and_commands_write():
    writers = []
    allowed = ("actions", "jobs", "listeners", "management", "demo", "imports", "duplicates", "merging", "config", "base", "linkage")
    verbs = {"save", "create", "bulk_create", "update_or_create", "get_or_create", "bulk_update", "delete"}
    for path in sources():
        parts = {part.removesuffix(".py") for part in path.relative_to(RUTA).parts}
        if parts & set(allowed):
            continue
        writers.extend(
            f"{path.relative_to(RUTA)}:{node.lineno} {ast.unparse(node.func)}" for node in written(path) if node.func.attr in verbs
        )
    assert not writers, "\n".join(writers)


def written(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_of_rows(node.func.value):
            yield node


def _is_of_rows(node: ast.expr) -> bool:
    """`X.objects.create(…)`, `row.save()`; a dict's update or a set's discard is no write."""
    text = ast.unparse(node)
    return ".objects" in text or text in {"person", "case", "referral", "row", "consent", "plan", "need", "step", "appointment", "self"}


def test_every_module_opens_with_its_question():
    mute = [
        str(path.relative_to(RUTA))
        for path in sources()
        if path.name != "__init__.py" and path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert not mute, "\n".join(mute)
