-- Which rules found something, in how many plans, and how often.
SELECT rule, severity, plans, findings
FROM (SELECT rule, severity, count(DISTINCT plan) AS plans, count(*) AS findings FROM findings GROUP BY ALL)
ORDER BY list_position(['error', 'warning', 'info'], severity), plans DESC, findings DESC, rule
