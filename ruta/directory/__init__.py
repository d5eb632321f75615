"""Institutions, their offices and the services that they offer."""
