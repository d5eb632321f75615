"""What does one word become when it is misspelt, shortened or said as at home?"""

import numpy as np

from ruta.demo.generator.typos import NICKNAMES

Rng = np.random.Generator
# Own list from general knowledge, besides the one of the second registrations.
FAMILIAR = {
    "José": ("Chepe", "Chepito", "Pepe"), "Francisco": ("Chico", "Pancho", "Paco"), "María": ("Mari", "Maruca"),
    "Guadalupe": ("Lupe", "Lupita"), "Manuel": ("Meme", "Manolo"), "Luis": ("Lucho", "Luisito"), "Juan": ("Juancho", "Juanito"),
    "Antonio": ("Toño", "Toñito"), "Rosa": ("Rosita",), "Ana": ("Anita",), "Pedro": ("Perucho", "Pedrito"), "Ramón": ("Moncho",),
    "Rafael": ("Rafa",), "Fernando": ("Nando",), "Alejandro": ("Alex", "Jandro"), "Eduardo": ("Guayo", "Lalo"),
    "Enrique": ("Quique", "Kike"), "Mario": ("Mayito",), "Vicente": ("Chente",), "Gustavo": ("Tavo",), "Ricardo": ("Ricky",),
    "Ernesto": ("Neto",), "Daniel": ("Dani",), "Cristian": ("Cris",), "Santiago": ("Chago",), "Rolando": ("Rolo",),
    "Isabel": ("Chabela",), "Josefa": ("Chepita",), "Rosario": ("Charito",), "Patricia": ("Paty",), "Leticia": ("Lety",),
    "Beatriz": ("Bety",), "Lourdes": ("Lulú",), "Elena": ("Nena",), "Jessica": ("Jessy",), "Gabriela": ("Gaby",),
    "Alejandra": ("Ale",), "Graciela": ("Chela",), "Marcela": ("Chela",), "Sandra": ("Sandrita",), "Blanca": ("Blanquita",),
}  # fmt: skip
SHORT = {
    "María": "Ma.", "José": "J.", "Francisco": "Fco.", "Antonio": "Ant.", "Hernández": "Hdez.", "Rodríguez": "Rdz.",
    "Martínez": "Mtz.", "Fernández": "Fdez.", "González": "Glez.", "Sánchez": "Schz.", "Gutiérrez": "Gtz.", "Ramírez": "Rmz.",
}  # fmt: skip


def has_familiar(given: str) -> bool:
    """Return whether the first given name has a form used at home."""
    first = given.split(" ", maxsplit=1)[0]
    return first in FAMILIAR or first in NICKNAMES


def has_short(name: str) -> bool:
    """Return whether some word has an abbreviation."""
    return any(word in SHORT for word in name.split(" "))


def familiar(rng: Rng, given: str) -> str:
    """Return the given names with the first one as at home, where it has such a form."""
    first, *rest = given.split(" ")
    forms = FAMILIAR.get(first) or ((NICKNAMES[first],) if first in NICKNAMES else ())
    return " ".join([forms[int(rng.integers(len(forms)))], *rest]) if forms else given


def shortened(_: Rng, name: str) -> str:
    """Return the name with its usual abbreviation."""
    return " ".join(SHORT.get(word, word) for word in name.split(" "))


def without_second(_: Rng, given: str) -> str:
    """Return the first given name."""
    return given.split(" ", maxsplit=1)[0]


def without_first(_: Rng, given: str) -> str:
    """Return what follows the first given name."""
    return given.split(" ", 1)[-1]


def with_initial(_: Rng, given: str) -> str:
    """Return the second given name as an initial."""
    first, *rest = given.split(" ")
    return " ".join([first, *(f"{word[0]}." for word in rest)])


def reversed_words(_: Rng, given: str) -> str:
    """Return the words in the other order."""
    return " ".join(reversed(given.split(" ")))


def joined(_: Rng, given: str) -> str:
    """Return the words written as one."""
    first, *rest = given.split(" ")
    return first + "".join(word.lower() for word in rest)


def missing_digit(rng: Rng, digits: str) -> str:
    """Return the number with one digit lost."""
    at = int(rng.integers(len(digits)))
    return digits[:at] + digits[at + 1 :]


def surplus_digit(rng: Rng, digits: str) -> str:
    """Return the number with one digit written twice."""
    at = int(rng.integers(len(digits)))
    return digits[:at] + digits[at] + digits[at:]


def dashed(_: Rng, dni: str) -> str:
    """Return a DNI as it is printed."""
    return f"{dni[:4]}-{dni[4:8]}-{dni[8:]}"


def prefixed(_: Rng, phone: str) -> str:
    """Return a telephone with the prefix of the country."""
    return f"+504 {phone[:4]}-{phone[4:]}"
