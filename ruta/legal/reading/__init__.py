"""What does an uploaded PDF or DOCX say, line by line? A child with little memory and time opens it: the file may mean harm."""

from ruta.legal.reading.parent import MOST_BYTES, Unreadable, kind_of, read_file

__all__ = ["MOST_BYTES", "Unreadable", "kind_of", "read_file"]
