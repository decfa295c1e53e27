"""The formats: a Document to PDF, HTML and Word, one emitter each, and what they share."""
