-- The national goals that a plan says that it follows and that none of its measures in force answers.
SELECT p.publisher, p.title AS plan_title, g.of_title AS national_plan, g.number, g.title AS goal, g.plan
FROM goals AS g
JOIN plans AS p USING (plan)
WHERE g.level = 'national' AND g.follows AND NOT EXISTS (
  SELECT 1 FROM relations AS r
  JOIN measures AS m ON m.plan = r.plan AND m.measure = r.entry
  WHERE r.plan = g.plan AND r.relation = 'national-goal' AND r.target = g.goal AND m.withdrawn IS NULL
)
ORDER BY p.publisher, plan_title, national_plan, try_cast(g.number AS INTEGER) NULLS LAST, goal, g.plan
