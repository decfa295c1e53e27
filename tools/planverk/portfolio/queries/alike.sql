-- For each plan the five that are most like it: by the words of four letters or more in the titles of goals and measures, and by the national goals
-- that they answer. What few plans have counts for more, what more than 200 have for nothing; 1 is likest.
WITH marks AS (
  SELECT DISTINCT plan, mark FROM (
    SELECT plan, unnest(string_split_regex(lower(title), '[^\p{L}]+')) AS mark FROM measures WHERE withdrawn IS NULL
    UNION ALL
    SELECT plan, unnest(string_split_regex(lower(title), '[^\p{L}]+')) FROM goals WHERE of_plan IS NULL
  ) WHERE length(mark) > 3
  UNION
  SELECT r.plan, concat(g.of_title, '#', g.number, '#', g.title)
  FROM relations AS r JOIN goals AS g ON g.plan = r.plan AND g.goal = r.target
  WHERE r.relation = 'national-goal'
),
weights AS (
  SELECT mark, ln(1 + (SELECT count(*) FROM plans) / count(*)) AS weight FROM marks GROUP BY mark HAVING count(*) <= 200
),
shares AS (SELECT marks.plan, mark, weight FROM marks JOIN weights USING (mark)),
lengths AS (SELECT plan, sqrt(sum(weight * weight)) AS length FROM shares GROUP BY plan),
pairs AS (
  SELECT a.plan, b.plan AS other, sum(a.weight * b.weight) AS product, count(*) AS shared
  FROM shares AS a JOIN shares AS b USING (mark) WHERE a.plan <> b.plan GROUP BY ALL HAVING shared > 1
),
ranked AS (
  SELECT pairs.plan, other, shared, round(product / (one.length * two.length), 2) AS likeness
  FROM pairs JOIN lengths AS one ON one.plan = pairs.plan JOIN lengths AS two ON two.plan = other
  QUALIFY row_number() OVER (PARTITION BY pairs.plan ORDER BY likeness DESC, shared DESC, other) <= 5
)
SELECT p.publisher, p.title AS plan_title, o.publisher AS other_publisher, o.title AS other_title, likeness, shared, ranked.plan, other
FROM ranked JOIN plans AS p ON p.plan = ranked.plan JOIN plans AS o ON o.plan = other
ORDER BY p.publisher, plan_title, ranked.plan, likeness DESC, shared DESC, other
