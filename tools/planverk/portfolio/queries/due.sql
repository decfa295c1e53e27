-- What is due in the twelve months from the day: measures in force that are neither done nor stopped.
SELECT p.publisher, p.title AS plan_title, m.number, m.title AS measure, m.due, m.degree, m.degree_day, m.plan, m.measure AS id
FROM measures AS m
JOIN plans AS p USING (plan)
WHERE m.withdrawn IS NULL AND m.due BETWEEN (SELECT day FROM asked) AND (SELECT day + INTERVAL 12 MONTHS FROM asked)
  AND coalesce(m.degree, '') NOT IN ('done', 'stopped') AND p.status IS DISTINCT FROM 'superseded'
ORDER BY m.due, p.publisher, plan_title, m.plan, m.number NULLS LAST, id
