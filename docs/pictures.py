"""Makes the pictures in docs/pictures/ from what stands in build/. Needs poppler, Chromium and LibreOffice, as .ci/run installs them.

Run after `make all`: `.venv/bin/python docs/pictures.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import matplotlib

ROOT = Path(__file__).resolve().parent.parent
BUILD, PICTURES = ROOT / "build", ROOT / "docs/pictures"
PDF_PAGES = {"pdf-cover": 1, "pdf-goal": "Mål 2", "pdf-overview": "Alle tiltak"}
SITE_PAGES = {"site-front": ("index.html", 1280, 1200), "site-goal": ("mal/systematikk-og-helhet/index.html", 1280, 1200)}
CHROMIUM = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-background-networking", "--disable-sync")

FONTS = ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf")
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><path d="M30 2 58 30 30 58 2 30Z M30 17 17 30 30 43 43 30Z" fill="#7a0c2e"/></svg>'
)
THEME = """[theme]
ink = "#241a1e"
primary = "#7a0c2e"
tint = "#f8f0f2"
accent = "#0b5a4a"
secondary = "#5f4f55"
hairline = "#94818a"
cover_colour = "#d9a441"
cover_line = "Kultur og friluftsliv"
footer = "Prøvevik kommune, Torget 1, 0000 Prøvevik"
font_family = "DejaVu Serif"
font_files = ["tema/DejaVuSerif.ttf", "tema/DejaVuSerif-Bold.ttf"]
logo = "tema/logo.svg"
logo_alternative = "Ei rute"
"""


def main() -> None:
    """Writes every picture anew."""
    PICTURES.mkdir(exist_ok=True)
    for name, page in PDF_PAGES.items():
        _page(BUILD / "plan.pdf", name, page if isinstance(page, int) else _page_with(BUILD / "plan.pdf", page))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [_tool("soffice"), "--headless", "--convert-to", "pdf", "--outdir", folder, str(BUILD / "plan.docx")], check=True, capture_output=True
        )
        word = Path(folder) / "plan.pdf"
        _page(word, "word-goal", _page_with(word, "Mål 1: Systematikk", skip=3))
        for name, (path, width, height) in SITE_PAGES.items():
            address, shot = (BUILD / "html" / path).as_uri(), PICTURES / f"{name}.png"
            size = f"--window-size={width},{height}"
            command = [_tool("chromium"), *CHROMIUM, f"--user-data-dir={folder}/chromium", f"--screenshot={shot}", size, address]
            subprocess.run(command, check=True, capture_output=True)
    _themes()
    _import_report()


def _themes() -> None:
    """A plan's cover and front page as they are without a theme and with one."""
    for name, theme in (("theme-neutral", ""), ("theme-own", THEME)):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "plan"
            shutil.copytree(ROOT / "tests/plans/nynorsk", root)
            (root / "tema").mkdir()
            for font in FONTS:
                shutil.copy(Path(matplotlib.get_data_path()) / "fonts/ttf" / font, root / "tema")
            (root / "tema/logo.svg").write_text(LOGO, encoding="utf-8")
            (root / "planverk.toml").write_text(theme, encoding="utf-8")
            subprocess.run([sys.executable, "-m", "planverk", "build", "all", "-C", str(root)], check=True, capture_output=True)
            _page(root / "build/plan.pdf", f"{name}-pdf", 1)
            shot, address = PICTURES / f"{name}-site.png", (root / "build/html/index.html").as_uri()
            command = [_tool("chromium"), *CHROMIUM, f"--user-data-dir={folder}/chromium", f"--screenshot={shot}", "--window-size=900,700", address]
            subprocess.run(command, check=True, capture_output=True)


def _import_report() -> None:
    """The report of an import, of a PDF that planverk made itself."""
    with tempfile.TemporaryDirectory() as folder:
        root, planverk = Path(folder) / "plan", (sys.executable, "-m", "planverk")
        shutil.copytree(ROOT / "tests/plans/example", root)
        subprocess.run([*planverk, "build", "pdf", "-C", str(root)], check=True, capture_output=True)
        subprocess.run([*planverk, "import", str(root / "build/plan.pdf"), "--into", f"{folder}/ny"], check=False, capture_output=True)
        shot, address = PICTURES / "import-report.png", Path(f"{folder}/ny/import-report.html").as_uri()
        command = [_tool("chromium"), *CHROMIUM, f"--user-data-dir={folder}/chromium", f"--screenshot={shot}", "--window-size=1280,2300", address]
        subprocess.run(command, check=True, capture_output=True)


def _page(pdf: Path, name: str, page: int) -> None:
    place = PICTURES / name
    subprocess.run(["pdftoppm", "-png", "-r", "60", "-singlefile", "-f", str(page), "-l", str(page), str(pdf), str(place)], check=True)


def _page_with(pdf: Path, heading: str, skip: int = 4) -> int:
    """The first page after the contents list whose text holds a heading."""
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    pages = [" ".join(page.split()) for page in done.stdout.split("\f")]
    return next(number for number, page in enumerate(pages, start=1) if number > skip and heading in page)


def _tool(name: str) -> str:
    found = os.environ.get(f"PLANVERK_{name.upper()}") or shutil.which(name)
    if not found:
        raise SystemExit(f"{name} is not installed; see .ci/system-parts")
    return found


if __name__ == "__main__":
    main()
