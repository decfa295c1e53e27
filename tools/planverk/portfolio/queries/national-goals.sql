-- Where each national goal is answered: by which plan, with how many of its measures; a plan that knows the goal and answers it with none has 0.
-- Plans name the goals of others as they like, so a goal is known by the title of its plan, its number and its own title.
SELECT national_plan, number, goal, publisher, plan_title, plan, measures
FROM (
  SELECT g.of_title AS national_plan, g.number, g.title AS goal, p.publisher, p.title AS plan_title, g.plan, count(m.measure) AS measures
  FROM goals AS g
  JOIN plans AS p USING (plan)
  LEFT JOIN relations AS r ON r.plan = g.plan AND r.relation = 'national-goal' AND r.target = g.goal
  LEFT JOIN measures AS m ON m.plan = g.plan AND m.measure = r.entry AND m.withdrawn IS NULL
  WHERE g.level = 'national'
  GROUP BY ALL
)
ORDER BY national_plan, try_cast(number AS INTEGER) NULLS LAST, goal, publisher, plan_title, plan
