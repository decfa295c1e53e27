-- How far the measures in force have come, counted in each plan; the newest record counts.
SELECT publisher, plan_title, degree, measures, plan
FROM (
  SELECT p.publisher, p.title AS plan_title, coalesce(m.degree, 'unreported') AS degree, count(*) AS measures, m.plan
  FROM measures AS m
  JOIN plans AS p USING (plan)
  WHERE m.withdrawn IS NULL
  GROUP BY ALL
)
ORDER BY publisher, plan_title, plan, list_position(['done', 'mostly-done', 'started', 'planned', 'not-started', 'stopped', 'unreported'], degree)
