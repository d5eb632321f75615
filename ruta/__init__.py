"""Ruta: one register, one plan, referrals that close."""
