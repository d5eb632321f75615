"""Do the pages of the compendium open for whom they are meant, and does a text go from a file to the public by two persons?"""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from ruta.accounts.models import User
from ruta.base.context import system
from ruta.demo.actions import make_accounts, make_compendium
from ruta.demo.actions.compendium import CODE
from ruta.legal.jobs import read_text
from ruta.legal.models import Criterion, Revision
from ruta.legal.tests.test_texts import TEXT
from tests.reading import read

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25


@pytest.fixture
def shown():
    actor = system(None, "test")
    make_accounts(actor=actor)
    assert make_compendium(actor=actor) == 2
    assert make_compendium(actor=actor) == 0


def as_(mailbox):
    client = Client()
    client.force_login(User.objects.get(email=f"{mailbox}@demo.ruta.hn"))
    return client


def sent(client, name, *args, **words):
    return client.post(reverse(name, args=args), words | {"idempotency_key": str(uuid4())})


def test_pages_open_for_whom_they_are_meant_with_few_questions(shown, client):
    text = Revision.objects.filter(instrument__code=CODE).order_by("pk").last()
    number = Criterion.objects.get().number
    everybody = [
        "/compendio/",
        "/compendio/?formato=csv",
        "/compendio/buscar/?q=plazo",
        f"/compendio/norma/{CODE}/",
        "/compendio/criterios/",
        f"/compendio/criterios/{number}/",
    ]
    serving = ["/compendio/dudas/", "/compendio/dudas/nueva/"]
    keeping = [
        "/compendio/nueva/",
        f"/compendio/norma/{CODE}/corregir/",
        f"/compendio/norma/{CODE}/texto/",
        "/compendio/textos/",
        f"/compendio/textos/{text.pk}/",
    ]
    rows = [
        ("auditoria", everybody, serving + keeping),
        ("orientacion.sps", everybody + serving, keeping),
        ("legal", everybody + keeping + serving[:1], serving[1:]),
    ]
    for mailbox, opened, refused in rows:
        reader = as_(mailbox)
        for path in opened:
            answer, asked, _body = read(reader, path)
            assert answer.status_code == 200, (mailbox, path)
            assert len(asked) <= MOST_QUERIES, (mailbox, path, len(asked))
        assert {reader.get(path).status_code for path in refused} == {403}
    public = [
        "/normas/",
        "/normas/buscar/?q=plazo",
        f"/normas/{CODE}/",
        f"/normas/{CODE}/?dia=2024-04-01",
        f"/normas/{CODE}/texto/",
        f"/normas/{CODE}/art-2/",
        f"/normas/criterios/{number}/",
        f"/akn/hn/act/2024/{CODE}/spa@2024-04-01.xml",
    ]
    for path in public:
        answer, asked, body = read(client, path)
        assert answer.status_code == 200, path
        assert len(asked) <= 12, (path, len(asked))
        assert len(body) < 60_000, path
    assert "el mismo día" in client.get(f"/normas/{CODE}/art-2/").content.decode()
    assert "cinco días" in client.get(f"/normas/{CODE}/art-2/?dia=2024-04-01").content.decode()
    assert client.get(f"/akn/hn/act/2024/{CODE}/~art_2").status_code == 302
    assert b"<mark>" in client.get("/normas/buscar/?q=documentos").content


def test_a_file_becomes_a_text_that_the_public_reads_after_two_persons(shown):
    legal, central = as_("legal"), as_("central")
    target = "reglamento-ley-migrantes"
    refused = sent(
        legal, "desk:norm-text-new", target, in_force_from="2025-01-01", source="Prueba", file=SimpleUploadedFile("x.pdf", b"MZ")
    )
    assert refused.status_code == 422
    assert "no es PDF ni DOCX" in refused.content.decode()
    document = docx(TEXT)
    assert sent(legal, "desk:norm-text-new", target, in_force_from="2025-01-01", source="Prueba", file=document).status_code == 302
    row = Revision.objects.get(instrument__code=target)
    read_text(revision_id=row.pk, institution_id=None)
    row.refresh_from_db()
    assert (row.state, row.passages.count()) == ("draft", 5)
    page = legal.get(reverse("desk:norm-text", args=[row.pk])).content.decode()
    assert "revise si falta alguno" in page
    passage = row.passages.get(key="art-4")
    assert "Original" in legal.get(reverse("desk:norm-passage", args=[row.pk, passage.pk])).content.decode()
    assert sent(legal, "desk:norm-passage", row.pk, passage.pk, label="Artículo 3", text="Plazos.", edition=row.edition).status_code == 302
    assert sent(legal, "desk:norm-text-step", row.pk, do="propose", edition=row.edition + 1).status_code == 302
    assert sent(legal, "desk:norm-text-step", row.pk, do="approve").status_code == 403
    assert sent(central, "desk:norm-text-step", row.pk, do="approve").status_code == 302
    assert "Plazos." in Client().get(f"/normas/{target}/art-3/").content.decode()
    assert sent(legal, "desk:norm-text-withdraw", row.pk, reason="").status_code == 422
    assert sent(legal, "desk:norm-text-withdraw", row.pk, reason="Se subió un borrador.").status_code == 302
    assert "Se subió un borrador." in Client().get(f"/normas/{target}/").content.decode()
    told = Client().get(f"/normas/{target}/art-3/").content.decode()
    assert "Retirado: no rige ningún día." in told and "Plazos." in told
    assert "Retirar este texto" not in legal.get(reverse("desk:norm-text", args=[row.pk])).content.decode()


def test_a_doubt_becomes_a_criterion_that_the_search_finds(shown):
    asker, legal, central = as_("orientacion.sps"), as_("legal"), as_("central")
    noted = sent(asker, "desk:gap-new", question="¿Vale la zafra como experiencia?", situation="La norma calla.")
    gap_id = int(noted["Location"].rstrip("/").rsplit("/", 1)[1])
    assert as_("infop.sps").get(reverse("desk:gap", args=[gap_id])).status_code == 404
    assert sent(legal, "desk:gap", gap_id, text="Sí vale.").status_code == 302
    assert "Sí vale." in asker.get(reverse("desk:gap", args=[gap_id])).content.decode()
    answer = {"question": "¿Vale la zafra como experiencia?", "answer": "Vale la zafra, de aquí o de afuera."}
    made = legal.post(reverse("desk:criterion-new") + f"?duda={gap_id}", answer | {"idempotency_key": str(uuid4())})
    number = made["Location"].rstrip("/").rsplit("/", 1)[1]
    assert sent(legal, "desk:criterion", number, do="approve").status_code == 403
    assert sent(central, "desk:criterion", number, do="approve").status_code == 302
    assert "zafra" in asker.get("/compendio/buscar/?q=zafra").content.decode()
    assert number not in Client().get("/normas/buscar/?q=zafra").content.decode()


def docx(text):
    document, file = Document(), BytesIO()
    for each in text.splitlines():
        document.add_paragraph(each)
    document.save(file)
    return SimpleUploadedFile("norma.docx", file.getvalue())
