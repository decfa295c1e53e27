"""A Document as a web site: pages, assets and a search that works without a server."""

from planverk.formats.html.downloads import Download
from planverk.formats.html.website import render_html

__all__ = ["Download", "render_html"]
