"""Makes a plan repository of a document that planverk did not make, and proves that all its words are there."""
