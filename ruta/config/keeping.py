"""How does a process that died come back? Begun again after a pause that doubles, and never in silence."""

import subprocess
from collections.abc import Callable

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
STEADY_SECONDS = 60.0
Process = subprocess.Popen[bytes]


class Kept:
    """One process that has to run for as long as we do."""

    def __init__(self, begin: Callable[[], Process], say: Callable[[str], None], now: float) -> None:
        """Begin it; `say` tells the operator when it ends and when it is back."""
        self._begin, self._say = begin, say
        self._pause, self._since, self._again_at = FIRST_PAUSE, now, 0.0
        self.process = begin()

    def look(self, now: float) -> None:
        """Whether it still runs, and begin it again when its pause is over."""
        if self._again_at:
            if now >= self._again_at:
                self._begin_again(now)
        elif self.process.poll() is not None:
            self._rest(now)

    def _rest(self, now: float) -> None:
        """Who falls at once rests for longer each time, so that a broken one does not spin."""
        is_steady = now - self._since >= STEADY_SECONDS
        self._pause = FIRST_PAUSE if is_steady else min(self._pause * 2, LONGEST_PAUSE)
        self._again_at = now + self._pause
        self._say(
            f"La cola de tareas se detuvo (código {self.process.returncode}). Vuelve a empezar en {self._pause:.0f} s; "
            "las páginas siguen atendiendo y ninguna tarea se pierde."
        )

    def _begin_again(self, now: float) -> None:
        self._since, self._again_at = now, 0.0
        self.process = self._begin()
        self._say("La cola de tareas trabaja otra vez.")
