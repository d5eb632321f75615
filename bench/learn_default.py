"""How was the model that comes with Ruta made? `python -m bench.learn_default`: the same command makes the same numbers.

It learns on synthetic data of `ruta demo dirty`, because real data may not leave their office. The error rates of that generator are guesses, and a
model that expects too few errors misses persons: so those of the file are doubled, and the guesses of the experts count as ten thousand comparisons.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

RUTA = str(Path(sys.executable).with_name("ruta"))
REGISTER, ROWS, SEED, TRUST = 350_000, 120_000, 2026, 10_000
UNTOUCHED = (
    "unaccented",
    "upper_case",
    "birth_date_missing",
    "sex_missing",
    "municipality_missing",
    "dni_missing",
    "phone_missing",
    "dashed",
    "prefixed",
)
"""Blanks and ways of writing teach nothing."""
SOURCE = (
    "Aprendido sin etiquetas (EM) de datos sintéticos: ruta demo dirty --register {register} --rows {rows} --seed {seed}, con las frecuencias de "
    "error del archivo al doble. No sale de personas reales: sustitúyalo por uno aprendido del registro real (ruta learn)."
)


def doubled(room: Path) -> list[str]:
    """The rates of errors of the file, twice."""
    made(room, 1_000, 10, [])
    rates = json.loads((room / "settings.json").read_text(encoding="utf-8"))["rates"]
    told = {name: rate for name, rate in rates.items() if name.startswith("file.") and not name.endswith(UNTOUCHED)}
    return [word for name, rate in told.items() for word in ("--rate", f"{name}={2 * rate:g}")]


def made(room: Path, register: int, rows: int, rates: list[str]) -> None:
    """Files of `ruta demo dirty`."""
    size = ["--register", str(register), "--rows", str(rows), "--seed", str(SEED)]
    subprocess.run([RUTA, "demo", "dirty", "--parquet", "--out", str(room), *size, *rates], check=True, stderr=subprocess.DEVNULL)


def main() -> None:
    """Make the data, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("ruta/people/linkage/data/weights.yaml"))
    parser.add_argument("--model-version", default="2026.2")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        made(room, REGISTER, ROWS, doubled(room))
        files = [str(room / f"{name}.parquet") for name in ("register", "file")]
        told = SOURCE.format(register=REGISTER, rows=ROWS, seed=SEED)
        named = ["--version", chosen.model_version, "--source", told, "--trust", str(TRUST), "--no-counts"]
        subprocess.run([RUTA, "learn", *files, "--out", str(chosen.out), *named], check=True)


if __name__ == "__main__":
    main()
