"""The formats: a Document to PDF, HTML and Word, one emitter each, and what they share."""

import logging

logging.getLogger("matplotlib").addHandler(logging.NullHandler())  # else it tells in English, among our messages, where it keeps no list of fonts
