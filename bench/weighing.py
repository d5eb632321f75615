"""What does a command cost? Seconds, seconds of processors, and memory at its peak, with every process that it starts."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_EVERY = 0.1
_PAGE, _TICK = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")


class Cost(NamedTuple):
    """What a command took."""

    seconds: float
    processor: float
    """Seconds of all processors: what a busy machine does not stretch."""
    gigabytes: float
    """Resident memory at its peak, of all its processes together."""

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s ({self.processor:.0f} s of processors), {self.gigabytes:.2f} GB"


def weigh(command: list[str]) -> Cost:
    """Run a command in a session of its own and look at all processes of it every tenth of a second."""
    begun, peak = time.monotonic(), 0
    spent: dict[int, float] = {}
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(command, stderr=said, stdout=subprocess.DEVNULL, start_new_session=True) as process,
    ):
        while process.poll() is None:
            seen = list(_of_session(process.pid))
            peak = max(peak, sum(pages for _, _, pages in seen) * _PAGE)
            spent |= {pid: max(ticks / _TICK, spent.get(pid, 0.0)) for pid, ticks, _ in seen}
            time.sleep(_EVERY)
        seconds = time.monotonic() - begun
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{command} failed: {said.read().decode(errors='replace')[-2000:]}")
    return Cost(seconds, sum(spent.values()), peak / 1024**3)


def _of_session(leader: int) -> Iterator[tuple[int, int, int]]:
    """Process, ticks of processor and resident pages of everything that a session holds."""
    for room in Path("/proc").iterdir():
        if not room.name.isdigit():
            continue
        try:
            fields = (room / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(fields[3]) == leader:
            yield int(room.name), int(fields[11]) + int(fields[12]), int(fields[21])
