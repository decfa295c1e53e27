"""What can be wrong with a plan: a page a rule, named after the rule, in the folder of its theme (`pages`), and beside them the modules of checks.

A page begins with

- `severity`, where planverk.toml does not change it;
- `check`, the module that holds the check, "." for that of the folder itself: a function of the rule's name, which takes the plan, and the day where
  it depends on today's date, and yields hits; without it, reading finds the fault, or the engine;
- `loss: yes` or `no` where it differs from that: whether something that was typed is printed nowhere, as the finding alone says;
- `terms: yes` where `terms(language)` of that module has the texts of facts that a message names by key.

Its sentence is in locale/LANGUAGE/rules.toml, with {named} facts. There is no list to edit: `registry` finds every page in the folders.
"""
