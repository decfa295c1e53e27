"""A preview on this machine: what changed is built again, and the page that shows it is loaded again."""
