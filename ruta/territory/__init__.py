"""Departments, municipalities and the territories where SI EMPLEO works."""
