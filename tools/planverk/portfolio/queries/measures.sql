-- Who has which measures: each measure in force with each function that answers for it or takes part, and those that nobody answers for.
SELECT p.publisher, p.title AS plan_title, f.title AS function, r.relation AS role, m.number, m.title AS measure, m.due, m.degree, m.plan, m.measure AS id
FROM measures AS m
JOIN plans AS p USING (plan)
LEFT JOIN relations AS r ON r.plan = m.plan AND r.kind = 'measure' AND r.entry = m.measure AND r.relation IN ('responsible', 'participant')
LEFT JOIN functions AS f ON f.plan = r.plan AND f.function = r.target
WHERE m.withdrawn IS NULL
ORDER BY p.publisher, plan_title, m.plan, m.number NULLS LAST, id, role DESC, r.position
