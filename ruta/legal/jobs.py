"""Who reads an uploaded text, and who looks for citations anew? The worker, as the machine."""

import tempfile
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ruta.base.context import acting_as, system
from ruta.legal.actions import cite, fail_reading, note_progress, take_articles
from ruta.legal.models import Article, Revision
from ruta.legal.reading import Unreadable, kind_of, read_file
from ruta.legal.rules import articles_of

EVERY = 20  # pages between two words about progress
RETRY = RetryStrategy(max_attempts=3, exponential_wait=5)


@app.task(name="legal.read_text", queue="imports", lock="legal", retry=RETRY, pass_context=False)
def read_text(revision_id: int, institution_id: int | None) -> None:
    """Read one file to its end and propose its articles; what cannot be read is said in a sentence."""
    actor = system(institution_id, f"norm text {revision_id}")
    with acting_as(actor), transaction.atomic():
        revision = Revision.objects.filter(pk=revision_id, state="reading").first()
    if revision is None:
        return
    if not default_storage.exists(revision.file):
        fail_reading(actor=actor, revision_id=revision_id, code="gone")
        return
    place = revision.file

    def tell(done: int, of: int) -> None:
        if done % EVERY == 0 or done == of:
            note_progress(actor=actor, revision_id=revision_id, done=done, total=of)

    try:
        with tempfile.TemporaryDirectory() as folder:
            path = _copied(place, Path(folder))
            found = articles_of(read_file(path, kind_of(path.read_bytes()[:16]), tell))
    except Unreadable as reason:
        fail_reading(actor=actor, revision_id=revision_id, code=reason.code)
    else:
        take_articles(actor=actor, revision_id=revision_id, found=found)
    default_storage.delete(place)


@app.task(name="legal.cite_again", queue="imports", lock="legal", retry=RETRY, pass_context=False)
def cite_again(instrument_id: int) -> None:
    """A norm got a name: look for it in every text in force."""
    with acting_as(system(None, f"norm {instrument_id}")), transaction.atomic():
        cite(list(Article.objects.filter(in_force_until=None).select_related("instrument").order_by("pk")))


def _copied(place: str, folder: Path) -> Path:
    """A copy on the disk of this machine, wherever the files are kept."""
    path = folder / "file"
    with default_storage.open(place) as kept, path.open("wb") as file:
        for chunk in kept.chunks():
            file.write(chunk)
    return path
