"""The outputs held against readers that are not ours: veraPDF, axe-core in Chromium, LibreOffice.

Left out unless they are asked for (tests/conftest.py). Once they are, a missing tool is a failure and never a skip.
"""
