"""Where a plan repository keeps its files."""

PLAN_FILE = "plan/plan.yaml"
HELP_FILE = "plan/help.yaml"
SETTINGS_FILE = "planverk.toml"
DATA_FOLDER = "plan/data"
SCHEMA_SUFFIXES = (".json", ".yaml")
"""What the file of a schema for a municipality's own fields may end in."""

ADOPTED_FOLDER = "plan/adopted"
"""Where the manifests of adoptions are, one a file, named after the day, each with its signature beside it."""

SIGNATURES = {"ssh": ".sig", "gpg": ".asc"}
"""What the file of a signature is called, after the name of what it signs."""
