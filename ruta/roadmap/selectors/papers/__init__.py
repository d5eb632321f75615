"""Which reports are there, and what does each say of its period?"""

from ruta.roadmap.selectors.papers.catalogue import PAPERS, PaperKind, paper_kind, paper_of

__all__ = ["PAPERS", "PaperKind", "paper_kind", "paper_of"]
