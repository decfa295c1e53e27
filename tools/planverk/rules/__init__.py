"""What can be wrong with a plan: one file a rule, named after the rule, in the folder of its theme.

A rule module holds

- a docstring: its manual page and its test (why it matters, a Bad example with the expected line marked `# <-`, a Good example);
- `SEVERITY`, its severity where planverk.toml does not change it;
- `MESSAGES`, its sentence in each language, with {named} facts;
- `terms(language)`, where it has a list beside it with texts for facts that a message names by key;
- `check(plan)`, or `check_on(plan, day)` where it depends on today's date, yielding hits; neither where reading finds it.

There is no list to edit: `registry` finds every module in the folders.
"""
