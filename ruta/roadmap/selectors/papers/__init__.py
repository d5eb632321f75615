"""Which reports are there, and what does each say of its period?"""

from ruta.roadmap.selectors.papers.catalogue import PAPERS, PaperKind, lacks_its_plan, paper_kind, paper_of

__all__ = ["PAPERS", "PaperKind", "lacks_its_plan", "paper_kind", "paper_of"]
