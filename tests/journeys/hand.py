"""How do many programs run on one installation without starting Django for each? `python -m tests.journeys.hand`: a line of JSON a program.

Most of what such a program costs is its start: five seconds where the other processor is busy too.
"""

import io
import json
import runpy
import sys
import traceback
from contextlib import redirect_stdout

import django


def run(module: str, *arguments: str) -> tuple[int, str]:
    """Run one as if it had a process of its own; gives its exit code and what it printed."""
    from django.db import connections

    printed, code = io.StringIO(), 0
    sys.argv = [module, *arguments]
    try:
        with redirect_stdout(printed):
            runpy.run_module(module, run_name="__main__")
    except SystemExit as end:
        code = int(end.code or 0)
    except Exception:  # noqa: BLE001 - told to whoever asked
        traceback.print_exc(file=printed)
        code = 1
    finally:
        connections.close_all()
    return code, printed.getvalue()


def main() -> None:
    """Until nobody asks any more."""
    django.setup()
    for line in sys.stdin:
        print(json.dumps(run(*json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
