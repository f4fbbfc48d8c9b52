"""Deals of the years behind: one to a payment, and five moves each through the usual stages.

Written by the database itself, as Deals would have noted them.
"""

from pathlib import Path

from tests.proof.bench.million import closed, opened

MOST_DEALS = 200_000
NIGHT = "date(first_due_on, '{days} days') || ' 07:00:00.000000'"

DEALS = f"""
INSERT INTO deals (id, department_id, client_id, owner_id, title, amount, stage, kind, source, created_at, created_on,
                   closed_at, won_at, stage_since, furthest, used_at)
SELECT id, department_id, client_id, owner_id, 'Поставка', amount,
       CASE WHEN id % 10 < 7 THEN 'payment' WHEN id % 10 < 9 THEN 'refusal' ELSE 'contract' END, 'sale',
       CASE id % 3 WHEN 0 THEN 'сайт' WHEN 1 THEN 'выставка' END,
       {NIGHT.format(days="-20")}, date(first_due_on, '-20 days'),
       CASE WHEN id % 10 < 9 THEN {NIGHT.format(days="-1")} END,
       CASE WHEN id % 10 < 7 THEN {NIGHT.format(days="-1")} END,
       date(first_due_on, '-1 days'), CASE WHEN id % 10 < 7 THEN 'payment' ELSE 'contract' END,
       {NIGHT.format(days="-1")}
FROM expected_payments ORDER BY id LIMIT {MOST_DEALS}
"""
MOVES = """
INSERT INTO stage_moves (deal_id, department_id, owner_id, from_stage, to_stage, reached_before, step, at, local_date,
                         cohort, days, by_id)
SELECT deals.id, department_id, owner_id, gone, CASE WHEN step.n = 4 THEN stage ELSE came END, gone, step.way,
       datetime(created_at, '+' || (step.n * 4) || ' days'), date(created_on, '+' || (step.n * 4) || ' days'),
       created_on, CASE WHEN step.n THEN (deals.id + step.n) % 9 END, owner_id
FROM deals, (
  SELECT 0 AS n, NULL AS gone, 'lead' AS came, 0 AS way UNION ALL SELECT 1, 'lead', 'contact', 1
  UNION ALL SELECT 2, 'contact', 'qualification', 1 UNION ALL SELECT 3, 'qualification', 'contract', 1
  UNION ALL SELECT 4, 'contract', '', 1
) AS step ORDER BY deals.id, step.n
"""
LINKED = (
    f"UPDATE expected_payments SET deal_id = id WHERE id <= {MOST_DEALS}",
    f"UPDATE facts SET deal_id = payment_id WHERE payment_id <= {MOST_DEALS}",
)


def deal(path: Path) -> None:
    """Add to a file that `million.fill` has filled."""
    connection = opened(path)
    with connection:
        for statement in (DEALS, MOVES, *LINKED):
            connection.execute(statement)
    closed(connection)
