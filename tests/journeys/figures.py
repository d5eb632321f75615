"""What does the page of the plans say of an indicator, as whoever coordinates reads it?"""

from tests.journeys.visitor import Visitor

ROW = """code => { const row = [...document.querySelectorAll("main tr")].find(tr => tr.querySelector("th .r-meta")?.firstChild?.textContent.trim() === code);
  return row ? row.querySelector("td").innerText.trim() : ""; }"""


def figure(visitor: Visitor, code: str) -> float:
    """Its value now; the page counts from our rows, so nobody types it."""
    visitor.go("/rondas/cifras/")
    return float(str(visitor.page.evaluate(ROW, code)).replace(",", "") or "nan")
