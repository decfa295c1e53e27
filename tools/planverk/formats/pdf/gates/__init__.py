"""The gate's checks, one module a concern: each yields what is wrong with a PDF."""
