"""The pure generator: no Django, no database; the same size and seed give the same bytes."""
