"""How does Lighthouse judge five public pages? `python -m tests.lighthouse [address of a running product]` prints one line each.

It asks npm for Lighthouse, so it is no part of `make test`. It ends with 1 when a page stays under the aim.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import browser

PAGES = ("/", "/servicios/?lugar=0501", "/trabajos/", "/orientacion/", "/carta/")
AIM = 95
VERSION = "lighthouse@12"
CATEGORIES = "performance,accessibility,best-practices"


def main() -> int:
    """Judge each page as a telephone with a slow processor and line sees it."""
    address = (sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000").rstrip("/")
    lowest = 100
    with TemporaryDirectory() as folder:
        for page in PAGES:
            scores = judged(address + page, Path(folder) / "report.json")
            lowest = min(lowest, *scores.values())
            print(f"{page}: " + " · ".join(f"{name} {score}" for name, score in scores.items()), flush=True)
    return int(lowest < AIM)


def judged(address: str, report: Path) -> dict[str, int]:
    """The scores of one page, of a hundred."""
    command = ["npx", "--yes", VERSION, address, "--quiet", f"--only-categories={CATEGORIES}", "--output=json", f"--output-path={report}"]
    command.append("--chrome-flags=--headless=new --no-sandbox --disable-gpu")
    found = browser.executable()
    subprocess.run(command, check=True, env=os.environ | ({"CHROME_PATH": found} if found else {}), stdout=subprocess.DEVNULL)
    rows = json.loads(report.read_text(encoding="utf8"))["categories"]
    return {name: round(row["score"] * 100) for name, row in rows.items()}


if __name__ == "__main__":
    sys.exit(main())
