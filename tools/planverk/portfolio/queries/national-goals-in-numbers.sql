-- Each national goal with the number of plans that know it, of those that answer it, and of the measures in force that do.
WITH answers AS (
  SELECT r.plan, r.target AS goal, count(*) AS measures
  FROM relations AS r
  JOIN measures AS m ON m.plan = r.plan AND m.measure = r.entry
  WHERE r.relation = 'national-goal' AND m.withdrawn IS NULL
  GROUP BY ALL
)
SELECT national_plan, number, goal, known_in, answered_in, measures
FROM (
  SELECT g.of_title AS national_plan, g.number, g.title AS goal, count(DISTINCT g.plan) AS known_in,
    count(DISTINCT a.plan) AS answered_in, coalesce(sum(a.measures), 0)::BIGINT AS measures
  FROM goals AS g
  LEFT JOIN answers AS a USING (plan, goal)
  WHERE g.level = 'national'
  GROUP BY ALL
)
ORDER BY national_plan, try_cast(number AS INTEGER) NULLS LAST, goal
