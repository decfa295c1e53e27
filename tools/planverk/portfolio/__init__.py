"""Many plans: where they lie, their entries and findings as rows of tables, the tables as a set of Parquet files, and what can be asked of it."""
