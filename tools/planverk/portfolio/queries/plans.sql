-- The plans, with what was found in them and how many measures are in force.
SELECT plan, publisher, title, status, period_from, period_to, state, errors, warnings,
  (SELECT count(*) FROM measures WHERE measures.plan = plans.plan AND withdrawn IS NULL) AS measures
FROM plans
ORDER BY publisher NULLS LAST, title, plan
