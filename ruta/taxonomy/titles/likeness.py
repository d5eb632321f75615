"""How alike are a title and each label of a list? The mean of two cosines: of whole stems, which tell, and of their pieces, which forgive.

Vectors are TF-IDF with dampened counts (Salton and Buckley 1988, "Term-weighting approaches in automatic text retrieval"), made by
scikit-learn. Nothing is learned from pairs of titles and labels: any list in Spanish is ranked as it comes.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ruta.taxonomy.titles.words import stems

if TYPE_CHECKING:
    pass

AT_ONCE = 256  # titles compared with all labels in one product: bounds memory, not the result
PIECES = (3, 5)


class Found(NamedTuple):
    """The labels most like a title, best first: their places in the list and how alike they are, above 0 and up to 1."""

    places: NDArray[np.int64]
    likeness: NDArray[np.float64]


class Labels:
    """A list of labels, ready to be compared with titles; made once, asked often."""

    def __init__(self, labels: Sequence[str]) -> None:
        """Read a list with at least one letter or digit in it; a label of nothing but signs is like no title."""
        from sklearn.feature_extraction.text import TfidfVectorizer  # a second and a half, that not every process should wait

        self._views: list[tuple[TfidfVectorizer, Any]] = []
        said = [" ".join(stems(label)) for label in labels]
        for view in (
            TfidfVectorizer(analyzer=str.split, sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=PIECES, sublinear_tf=True),
        ):
            self._views.append((view, view.fit_transform(said).T.tocsr()))

    def rank(self, titles: Sequence[str], most: int) -> Iterator[Found]:
        """For each title, in order, the labels most like it, at the most so many; equally alike ones stand as in the list."""
        for begin in range(0, len(titles), AT_ONCE):
            alike = self.alike(titles[begin : begin + AT_ONCE])
            for row in range(alike.shape[0]):
                inside = slice(alike.indptr[row], alike.indptr[row + 1])
                yield best(alike.indices[inside].astype(np.int64), alike.data[inside].astype(np.float64), most)

    def alike(self, titles: Sequence[str]) -> Any:
        """How alike each title (row) and each label (column) are, as a sparse matrix."""
        said = [" ".join(stems(title)) for title in titles]
        return sum(view.transform(said) @ labels for view, labels in self._views) / len(self._views)


def best(places: NDArray[np.int64], likeness: NDArray[np.float64], most: int) -> Found:
    """The likest of these places, in order."""
    if len(places) > most:
        # Whoever ties with the last place stays for the sort, which decides by the list.
        kept = likeness >= np.partition(likeness, -most)[-most]
        places, likeness = places[kept], likeness[kept]
    order = np.lexsort((places, -likeness))[:most]
    return Found(places[order], likeness[order])
