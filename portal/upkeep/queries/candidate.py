"""What the portal asks of a database, each tried on the one that is there: for whoever brings another of PostgreSQL's kin."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import Error, connection, transaction


@dataclass(frozen=True)
class Feature:
    """`tried`: statements; the last one's first value has to be `wanted`. All of it is taken back."""

    name: str
    used_for: str
    tried: tuple[str, ...]
    wanted: object = 1
    is_refused: bool = False  # the last statement must be refused


TABLE = "CREATE TEMPORARY TABLE candidate (id bigint PRIMARY KEY, place bigint, word text, said jsonb)"
ROW = "INSERT INTO candidate VALUES (1, 1, 'a', '{\"q\": [\"x\"]}')"
REFUSES = """
CREATE FUNCTION candidate_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'closed' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
GUARDED = "CREATE TRIGGER guarded BEFORE UPDATE OR DELETE ON candidate FOR EACH ROW EXECUTE FUNCTION candidate_refuse()"
FEATURES = (
    Feature("version", "Django 5.2", ("SELECT (current_setting('server_version_num')::int >= 140000)::int",)),
    Feature("utf8", "names and words", ("SELECT (current_setting('server_encoding') = 'UTF8')::int",)),
    Feature("transactional tables", "upgrades", (TABLE, "SELECT count(*) + 1 FROM candidate")),
    Feature(
        "jsonb",
        "answers, copies of decisions",
        (TABLE, ROW, 'SELECT count(*) FROM candidate WHERE said @> \'{"q": ["x"]}\''),
    ),
    Feature(
        "partial unique index",
        "one open matter of a kind",
        (
            TABLE,
            "CREATE UNIQUE INDEX ON candidate (place) WHERE word = 'a'",
            ROW,
            "INSERT INTO candidate VALUES (2, 1, 'a')",
        ),
        is_refused=True,
    ),
    Feature(
        "check constraint",
        "two persons, states",
        (TABLE, "ALTER TABLE candidate ADD CHECK (place > 0)", "INSERT INTO candidate VALUES (2, 0)"),
        is_refused=True,
    ),
    Feature(
        "deferred foreign key",
        "Django's relations",
        (
            TABLE,
            "ALTER TABLE candidate ADD FOREIGN KEY (place) REFERENCES candidate (id) DEFERRABLE INITIALLY DEFERRED",
            "INSERT INTO candidate VALUES (2, 3), (3, 3)",
            "SET CONSTRAINTS ALL IMMEDIATE",
            "SELECT count(*) - 1 FROM candidate",
        ),
    ),
    Feature(
        "guarding trigger",
        "the ledger and closed rows",
        (TABLE, ROW, REFUSES, GUARDED, "UPDATE candidate SET place = 2"),
        is_refused=True,
    ),
    Feature(
        "trigger catalogue",
        "whether the guards are there",
        (
            TABLE,
            REFUSES,
            GUARDED,
            "SELECT count(*) FROM pg_trigger WHERE tgname = 'guarded' AND tgenabled IN ('O', 'A')",
        ),
    ),
    Feature("share of a key", "answers while a wave closes", (TABLE, ROW, "SELECT id FROM candidate FOR KEY SHARE")),
    Feature("no key update", "quotas, the ledger's head", (TABLE, ROW, "SELECT id FROM candidate FOR NO KEY UPDATE")),
    Feature("skip locked", "the task queue", (TABLE, ROW, "SELECT id FROM candidate FOR UPDATE SKIP LOCKED")),
    Feature(
        "writing in WITH",
        "an answer in one statement",
        (
            TABLE,
            ROW,
            (
                "WITH spent AS (UPDATE candidate SET word = 'b' WHERE word = 'a' RETURNING id), "
                "stored AS (INSERT INTO candidate SELECT 2, id, 'c' FROM spent RETURNING place) SELECT place FROM stored"
            ),
        ),
    ),
    Feature(
        "prepared and planned once",
        "an answer in one statement",
        (
            "SET LOCAL plan_cache_mode = force_generic_plan",
            "PREPARE candidate_one AS SELECT $1::int",
            "EXECUTE candidate_one (1)",
        ),
    ),
    Feature(
        "on conflict",
        "tallies, keys of repeated forms",
        (TABLE, ROW, f"{ROW} ON CONFLICT (id) DO UPDATE SET place = candidate.place RETURNING id"),
    ),
    Feature("unnest of arrays", "signs of an answer", ("SELECT count(*) FROM unnest('{a}'::text[])",)),
    Feature("gen_random_uuid", "public ids", ("SELECT count(gen_random_uuid())",)),
    Feature(
        "text search",
        "search of the site",
        ("SELECT (to_tsvector('simple', '垃圾 分类') @@ to_tsquery('simple', '分类'))::int",),
    ),
    Feature(
        "time limits",
        "requests that end",
        ("SET LOCAL statement_timeout = 4000", "SET LOCAL lock_timeout = 3000", "SELECT 1"),
    ),
    Feature(
        "writes reach the disk",
        "nothing lost in a power cut",
        ("SELECT (current_setting('synchronous_commit') <> 'off' AND current_setting('fsync') = 'on')::int",),
    ),
)


def tried() -> Iterator[tuple[Feature, str]]:
    """Each feature with what is wrong; empty where it is there."""
    for feature in FEATURES:
        yield feature, _fault(feature)


def _fault(feature: Feature) -> str:
    *before, last = feature.tried
    try:
        with transaction.atomic():
            found = _asked(before, "" if feature.is_refused else last)
            fault = (
                _not_refused(last) if feature.is_refused else "" if found == feature.wanted else f"answers {found!r}"
            )
            transaction.set_rollback(True)
    except Error as error:
        return str(error).splitlines()[0]
    return fault


def _asked(before: list[str], last: str):
    with connection.cursor() as cursor:
        for statement in before:
            cursor.execute(statement)
        if not last:
            return None
        cursor.execute(last)
        row = cursor.fetchone()
    return row and row[0]


def _not_refused(statement: str) -> str:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except Error:
        return ""
    return "is not refused"
