"""How fast is an occupation found while somebody types, and how often, beside trigrams (`pg_trgm`) and BM25 (`tantivy`) over the same names?

Needs RUTA_ESCO_DIR. What is typed are alternative names of ESCO, in Spanish and English, half of them with one mistake: once whole, where the
name itself is left out of what is searched through (so that nobody finds a name by itself), and once begun only, where all names are there.
"""

import os
import random

from bench.measuring import Figure, Timing, interleaved

DATABASE = "ruta_bench_titles"
ASKED = 400
MOST = 8
OK = 200
MISTAKES = (("v", "b"), ("b", "v"), ("s", "z"), ("z", "s"), ("c", "s"), ("ll", "y"), ("h", ""), ("g", "j"))


def measure() -> list[Figure]:
    """Our engine alone and through the whole product, and the peers."""
    _begin()
    from ruta.taxonomy.selectors.suggesting import _occupations
    from ruta.taxonomy.titles import Typed

    names = list(_occupations.held().names)
    whole, begun = _whole(names), _begun(names)
    held_out = {text for text, _code in whole[0]}
    rest = [name for name in names if name.text not in held_out]
    found = _compared(Typed(rest), rest, whole[1])
    typing = _compared(Typed(names), names, begun[1])
    server = _served([text for text, _code in begun[1]])
    lines = [Figure("an occupation as one types, through every middleware", str(server), "", f"aim: p95 ≤ 30 ms; {len(names):,} names")]
    for title, rows in (("a whole name that is not there, half misspelt", found), ("3 to 8 letters of a name", typing)):
        for who, (timing, share) in rows.items():
            lines.append(Figure(f"  {title}: {who}", str(timing), "", f"its occupation or group among {MOST}: {share:.1%}"))
    return lines


def _begin() -> None:
    os.environ["RUTA_DATABASE"] = DATABASE
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruta.config.settings")
    if not os.environ.get("RUTA_ESCO_DIR"):
        raise SystemExit("bench titles: set RUTA_ESCO_DIR to a folder of ESCO")
    from ruta.config.database import prepare

    prepare()
    import django

    django.setup()


Sample = list[tuple[str, str]]


def _sampled(names, chance) -> Sample:
    others = sorted({(name.text, name.code) for name in names if "." in name.code and len(name.text) > 8})
    return chance.sample(others, ASKED)


def _whole(names) -> tuple[Sample, Sample]:
    chance = random.Random(7)
    picked = _sampled(names, chance)
    return picked, [(_spoiled(text, chance) if at % 2 else text, code) for at, (text, code) in enumerate(picked)]


def _begun(names) -> tuple[Sample, Sample]:
    chance = random.Random(8)
    picked = _sampled(names, chance)
    return picked, [(text[: chance.randrange(3, 9)], code) for text, code in picked]


def _spoiled(text: str, chance: random.Random) -> str:
    fit = [pair for pair in MISTAKES if pair[0] in text]
    right, wrong = chance.choice(fit) if fit else (text[2], "")
    return text.replace(right, wrong, 1)


def _compared(ours, names, asked: Sample) -> dict[str, tuple[Timing, float]]:
    """Each question to each way, interleaved; found when the occupation or its group is among the first."""
    with _trigrams(names) as trigrams:
        ways = {"ours": lambda text: [each.code for each in ours.mean(text, MOST)], "pg_trgm": trigrams, "BM25 (tantivy)": _bm25(names)}
        hits = dict.fromkeys(ways, 0)

        def one(who, text, code):
            def call() -> None:
                hits[who] += _is_found(ways[who](text), code)

            return call

        calls = {who: [one(who, text, code) for text, code in asked] for who in ways}
        timings = interleaved(calls, warm=0)
    return {who: (timings[who], hits[who] / len(asked)) for who in ways}


def _is_found(codes, code: str) -> bool:
    return code in codes or code[:4] in codes


class _trigrams:  # noqa: N801 - a way, used as a function
    """Word similarity with a GIN index over the folded names."""

    def __init__(self, names) -> None:
        self.names = names

    def __enter__(self):
        import psycopg

        from ruta.base.spelling import folded
        from ruta.config import installation

        self.connection = psycopg.connect(installation.admin_dsn(), dbname=DATABASE, autocommit=True)
        self.connection.execute("CREATE TEMP TABLE names (code text, name text)")
        with self.connection.cursor().copy("COPY names FROM STDIN") as copy:
            for name in self.names:
                copy.write_row((name.code, folded(name.text)))
        self.connection.execute("CREATE INDEX ON names USING gin (name gin_trgm_ops)")
        self.connection.execute("ANALYZE names")
        self.connection.execute("SET pg_trgm.word_similarity_threshold = 0.3")
        return lambda text: self._ask(folded(text))

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def _ask(self, text: str) -> list[str]:
        sql = (
            "SELECT code FROM (SELECT code, min(%s <<-> name) AS far, min(%s <-> name) AS apart FROM names WHERE %s <%% name "
            "GROUP BY code) AS found ORDER BY far, apart LIMIT %s"
        )
        return [code for (code,) in self.connection.execute(sql, [text, text, text, MOST]).fetchall()]


def _bm25(names):
    """Stems in Spanish; the last word counts as begun."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("code", stored=True, tokenizer_name="raw")
    builder.add_text_field("name", tokenizer_name="ours")
    schema = builder.build()
    index = tantivy.Index(schema)
    ours = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold()).filter(tantivy.Filter.stemmer("spanish")).build()
    )  # fmt: skip
    index.register_tokenizer("ours", ours)
    writer = index.writer()
    for name in names:
        writer.add_document(tantivy.Document(code=name.code, name=name.text))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ask(text: str) -> list[str]:
        words = ours.analyze(text)
        if not words:
            return []
        terms = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "name", word)) for word in words]
        terms.append((tantivy.Occur.Should, tantivy.Query.regex_query(schema, "name", f"{_escaped(words[-1])}.*")))
        found = searcher.search(tantivy.Query.boolean_query(terms), MOST * 5).hits
        return list(dict.fromkeys(searcher.doc(address)["code"][0] for _score, address in found))[:MOST]

    return ask


def _escaped(word: str) -> str:
    return "".join(letter for letter in word if letter.isalnum())


def _served(texts: list[str]) -> Timing:
    """The address of the desk, as a browser asks it."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from ruta.accounts.models import User
    from ruta.base.context import acting_as, system
    from ruta.demo.actions import make_accounts

    settings.ALLOWED_HOSTS = ["*"]
    if not User.objects.exists():
        with acting_as(system(None, "bench")):
            make_accounts(actor=system(None, "bench"))
    client = Client()
    client.force_login(User.objects.get(email="orientacion.sps@demo.ruta.hn"))
    address = reverse("desk:occupation-suggestions")

    def call(text: str):
        def ask() -> None:
            if client.get(address, {"q": text}).status_code != OK:
                raise SystemExit("the address does not answer")

        return ask

    return interleaved({"server": [call(text) for text in texts]})["server"]
