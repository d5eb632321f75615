"""What do others take for the look-ups of a counter? Trigrams in the database, and Splink on DuckDB."""

import time
from pathlib import Path

from bench import lookup_database
from bench.looked_up import Question, Seen

TRIGRAMS = "SELECT id FROM people_person WHERE sort_name %% %s ORDER BY sort_name <-> %s LIMIT 10"


def trigrams(queries: list[Question]) -> Seen:
    """Peer: the ten likest names by a GIN index of trigrams, no row security, no log."""
    from ruta.base.spelling import folded

    seen = Seen("peer: pg_trgm GIN on the names")
    with lookup_database.superuser() as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        connection.execute("CREATE INDEX IF NOT EXISTS bench_trigrams ON people_person USING gin (sort_name gin_trgm_ops)")
        for question in queries:
            text = folded(f"{question.row['surnames']} {question.row['given_names']}")
            begin = time.perf_counter()
            ids = [row[0] for row in connection.execute(TRIGRAMS, [text, text]).fetchall()]
            seen.note(time.perf_counter() - begin, 0.0)
            seen.judge(question.truth, ids)
        connection.execute("DROP INDEX bench_trigrams")
    seen.processor.clear()
    return seen


def splink(folder: Path, queries: list[Question]) -> Seen:
    """Peer: a trained model of Splink, one person against a register that lies in DuckDB; no row security, no log."""
    import duckdb
    from splink import DuckDBAPI

    from bench.bench_linkage_batch import SPLINK_COLUMNS, trained_splink

    held = duckdb.connect()
    for name in ("register", "file"):  # as tables, so that no query reads a frame of Python anew
        held.execute(f"CREATE TABLE {name}_rows AS {SPLINK_COLUMNS} FROM read_csv('{folder / name}.csv', all_varchar = true)")
    seen, api = Seen("peer: Splink predict_between on DuckDB"), DuckDBAPI(held)
    register, file = (api.register(f"{name}_rows", dataset_display_name=name[0]) for name in ("register", "file"))
    linker = trained_splink([register, file])
    for column in ("given_names", "surnames"):
        linker.table_management.compute_tf_table(column)
    for at, question in enumerate(queries):
        one = held.execute("FROM file_rows WHERE id = ?", [question.row["id"]]).df()
        begin = time.perf_counter()
        sought = api.register(one, dataset_display_name=f"q{at}")
        found = linker.inference.predict_between(register, sought).as_pandas_dataframe()
        seen.note(time.perf_counter() - begin, 0.0)
        best = found.sort_values("match_probability", ascending=False).head(10)
        seen.judge(
            question.truth, [int(ref[1:]) + 1 for ref in best["id_l"]], float(best["match_probability"].max() or 0.0) if len(best) else 0.0
        )
    seen.processor.clear()
    return seen
