"""Do functions and files stay small? What is too large may only shrink."""

import ast
import json
import statistics
from pathlib import Path

ROOT = Path(__file__).parents[2]
RATCHET = Path(__file__).with_name("sizes.json")
FUNCTION_LINES, FILE_LINES = 60, 400


def measured() -> tuple[dict[str, int], dict[str, int]]:
    files, functions = {}, {}
    for path in (ROOT / "ruta").rglob("*.py"):
        if "migrations" in path.parts or "tests" in path.parts:
            continue
        text = path.read_text(encoding="utf8")
        name = str(path.relative_to(ROOT))
        files[name] = text.count("\n")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                functions[f"{name}::{node.name}"] = node.end_lineno - node.lineno + 1
    return files, functions


def test_no_file_and_no_function_outgrows_the_house():
    files, functions = measured()
    allowed = json.loads(RATCHET.read_text())
    large = {name: lines for name, lines in files.items() if lines > FILE_LINES}
    large |= {name: lines for name, lines in functions.items() if lines > FUNCTION_LINES}
    grown = {name: lines for name, lines in large.items() if lines > allowed.get(name, 0)}
    assert not grown, f"larger than the house allows, or than before: {grown}"
    shrunk = {name: lines for name, lines in allowed.items() if large.get(name, 0) < lines}
    assert not shrunk, f"well done: lower or remove these in sizes.json: {shrunk}"


def test_the_feel_of_the_house():
    files, functions = measured()
    spans = sorted(functions.values())
    lengths = sorted(lines for lines in files.values() if lines)
    assert statistics.median(spans) <= 8
    assert spans[int(len(spans) * 0.9)] <= 25
    assert statistics.median(lengths) <= 80
    assert lengths[int(len(lengths) * 0.9)] <= 250
