"""Does `make` say in a sentence what is missing on a machine that is too old?"""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TOOLS = ("bash", "sh", "make", "grep", "awk", "touch", "cat", "rm", "mkdir")
OLD_PYTHON = '#!/bin/sh\ncase "$*" in *version_info*) exit 1;; --version) echo "Python 3.9.2";; esac\n'
OLD_NODE = '#!/bin/sh\necho "Ruta necesita Node 20 o posterior; aquí hay v18.0.0. Instálelo y repita." >&2\nexit 1\n'


@pytest.fixture
def machine(tmp_path):
    """A folder with our Makefile, and a PATH on which there is little."""
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    return tmp_path


def install(machine: Path, name: str, script: str) -> None:
    (machine / "bin" / name).write_text(script)
    (machine / "bin" / name).chmod(0o755)


def make(machine: Path, target: str) -> str:
    done = subprocess.run(  # noqa: S603 - ourselves
        [str(machine / "bin" / "make"), target],
        cwd=machine,
        env={"PATH": str(machine / "bin"), "SYSTEM_PYTHON": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode
    return done.stdout + done.stderr


def test_an_old_python_is_named(machine):
    install(machine, "python3", OLD_PYTHON)
    assert "Ruta necesita Python 3.11 o posterior; encontrado: Python 3.9.2. Instálelo y repita." in make(machine, ".venv/.ready")


def test_no_python_is_said_so(machine):
    assert "Ruta necesita Python 3.11 o posterior; encontrado: ninguno. Instálelo y repita." in make(machine, ".venv/.ready")


def test_no_node_is_said_so(machine):
    assert "Ruta necesita Node 20 o posterior y no lo encuentra. Instálelo y repita." in make(machine, "frontend/.ready")


def test_an_old_node_stops_it(machine):
    install(machine, "node", OLD_NODE)
    assert "aquí hay v18.0.0" in make(machine, "frontend/.ready")
