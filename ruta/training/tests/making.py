"""What a badge says, without a database."""

from datetime import UTC, datetime

from ruta.training.badges import Badge

ROOT = "https://ruta.example.hn"


def a_badge(**more) -> Badge:
    base = {
        "address": f"{ROOT}/insignias/CAP-2026-00001.AAAAAAAAAAAAAAAA/", "issuer": f"{ROOT}/insignias/emisores/DGE.json", "issuer_name": "DGE",
        "issuer_url": ROOT, "achievement": f"{ROOT}/insignias/logros/1-1", "name": "Atención", "aims": "", "criteria": "Asistir.", "hours": 8,
        "valid_from": datetime(2026, 11, 22, 6, tzinfo=UTC), "holder": "Ana Prueba", "salt": "AAAAAAAAAAAAAAAA",
        "revocations": f"{ROOT}/insignias/emisores/DGE/revocadas.json",
    }  # fmt: skip
    return Badge(**(base | more))
