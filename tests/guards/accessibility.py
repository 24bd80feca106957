"""Runs axe-core over one page of every kind, light and dark, wide and narrow: `python -m tests.guards.accessibility AXE`.

AXE is the file axe.min.js of the npm package axe-core; `--site FOLDER` takes pages of a built documentation site too. Needs
Chromium, which is started without a window and loads nothing. Everything that folds is opened first. Exit code 1 if a page
violates a rule of WCAG 2.1 A or AA, or if axe does not find what is wrong with a page made for that.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, NotRequired, TypedDict

import grantrules
from grantrules.base.texts import LANGUAGES
from grantrules.results.document import Decision, ReportAnswer
from tests.support.documents import ROOT

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
SECONDS = 600
"""So long may the browser take for all pages together."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

FAULTY = "a page with faults"
FAULTS = {"color-contrast", "document-title", "html-has-lang", "image-alt"}
"""What axe must find on that page, so that finding nothing on the others says something."""


class Violation(TypedDict):
    """A rule that a page violates, and where: the place in the page, and what axe says of it."""

    rule: str
    nodes: list[tuple[str, str]]


class Found(TypedDict):
    """What axe made of a page."""

    violations: list[Violation]
    passes: list[str]
    undecided: int
    dark: bool
    error: NotRequired[str]


class Screen(NamedTuple):
    """What a page is looked at on."""

    name: str
    width: int
    colours: int  # as Chromium numbers them


SCREENS = (Screen("light", 1200, 1), Screen("dark", 420, 0))

HARNESS = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>axe</title></head><body>
<script id="axe" type="text/plain">%(axe)s</script><script id="pages" type="application/json">%(pages)s</script><script>
const pages = JSON.parse(document.getElementById("pages").textContent), found = {};
const wait = frame => new Promise(done => { frame.onload = done; });
async function look(page) {
  const frame = document.createElement("iframe");
  frame.width = %(width)d; frame.height = 900; frame.srcdoc = page;
  const loaded = wait(frame);
  document.body.append(frame);
  await loaded;
  const inside = frame.contentDocument, axe = inside.createElement("script");
  axe.textContent = document.getElementById("axe").textContent;
  inside.body.append(axe);
  for (const fold of inside.querySelectorAll("details")) fold.open = true;
  const result = await frame.contentWindow.axe.run(inside, {runOnly: {type: "tag", values: %(tags)s}});
  const dark = frame.contentWindow.matchMedia("(prefers-color-scheme: dark)").matches;
  frame.remove();
  const told = each => ({rule: each.id, nodes: each.nodes.map(node => [node.target.join(" "), node.failureSummary])});
  return {violations: result.violations.map(told), passes: result.passes.map(each => each.id),
          undecided: result.incomplete.reduce((sum, each) => sum + each.nodes.length, 0), dark};
}
(async () => {
  for (const [name, page] of Object.entries(pages)) {
    try { found[name] = await look(page); } catch (error) { found[name] = {error: String(error)}; }
  }
  document.body.innerHTML = '<pre id="found"></pre>';
  document.getElementById("found").textContent = JSON.stringify(found);
})();
</script></body></html>"""


def pages_of_results() -> Iterator[tuple[str, str]]:
    """A page of each kind that the library makes, of decisions and answers in every state and language."""
    for name in ("2022/mixed", "2022/undetermined", "2022/not-eligible", "2026/sparse"):
        decision = grantrules.evaluate(grantrules.read(ROOT / f"examples/{name}.yaml"))
        yield from both(name, decision)
    for name in ("to-correct", "two-deadlines", "nothing-stated"):
        yield from both(
            f"report {name}", grantrules.evaluate_report(grantrules.read(ROOT / f"examples/reports/{name}.yaml"))
        )
    folder = ROOT / "examples/2022"
    yield "regulation", grantrules.load(2026).to_html("nb")
    yield "history", grantrules.history("applicant-type").to_html("nn")
    compared = grantrules.diff(2022, 2023, portfolio=[folder])
    yield "comparison", compared.to_html("nb")
    yield "comparison, full", compared.to_html("en", full=True)
    yield "summary", grantrules.batch([folder]).summary.to_html("nb")
    undetermined = grantrules.evaluate(grantrules.read(ROOT / "examples/2022/undetermined.yaml"))
    yield "why", undetermined.why("signature").to_html("nb")
    yield "what if", undetermined.what_if({"application.signed_by": "nobody"}).to_html("nn")
    yield "nearest", undetermined.nearest_eligible().to_html("en")
    yield "rule", grantrules.load(2022).explain("signature").to_html("nb")


def both(name: str, result: Decision | ReportAnswer) -> Iterator[tuple[str, str]]:
    """The brief page of a result in every language, and the full one."""
    for language in LANGUAGES:
        yield f"{name}, brief, {language}", result.to_html(language)
    yield f"{name}, full", result.to_html("nb", full=True)


def pages_of_site(site: Path) -> Iterator[tuple[str, str]]:
    """The pages at the top of a site, and the first one of every folder."""
    folders = sorted(folder for folder in site.iterdir() if folder.is_dir())
    first = (next(iter(sorted(folder.glob("*.html"))), None) for folder in folders)
    for path in (*sorted(site.glob("*.html")), *filter(None, first)):
        yield f"site {path.relative_to(site)}", path.read_text("utf-8")


def seen_on(screen: Screen, pages: Mapping[str, str], axe: str, browser: str) -> dict[str, Found]:
    """What axe finds on each page."""
    inside = json.dumps(pages).replace("</", "<\\/")
    harness = HARNESS % {
        "axe": axe.replace("</script", "<\\/script"),
        "pages": inside,
        "width": screen.width,
        "tags": json.dumps(TAGS),
    }
    with TemporaryDirectory() as folder:
        path = Path(folder, "harness.html")
        path.write_text(harness, "utf-8")
        ran = subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={folder}/profile",
                f"--blink-settings=preferredColorScheme={screen.colours}",
                f"--window-size={screen.width + 100},1000",
                f"--timeout={SECONDS * 1000}",
                "--virtual-time-budget=1000000",
                "--dump-dom",
                path.as_uri(),
            ],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    written = re.search(r'(?s)<pre id="found">(.*?)</pre>', ran.stdout)
    if written is None:
        raise SystemExit(f"the browser told nothing (exit code {ran.returncode}):\n{ran.stderr[-2000:]}")
    found: dict[str, Found] = json.loads(unescape(written[1]))
    return found


def faults_on(screen: Screen, found: Mapping[str, Found]) -> Iterator[str]:
    """What is wrong with the pages, and with the way in which they were looked at."""
    for name, page in found.items():
        if "error" in page:
            yield f"{name}: {page['error']}"
            continue
        if page["dark"] is not (screen.name == "dark"):
            yield f"{name}: was not shown {screen.name}"
        rules = {each["rule"] for each in page["violations"]}
        if name == FAULTY:
            yield from (f"axe does not find {missed} on {FAULTY}" for missed in sorted(FAULTS - rules))
            continue
        if "color-contrast" not in {*page["passes"], *rules}:
            yield f"{name}: no text was looked at"
        for each in page["violations"]:
            where = "".join(f"\n    {target}: {' '.join(said.split())}" for target, said in each["nodes"][:3])
            yield f"{name}: {each['rule']}, {len(each['nodes'])} times{where}"


def main() -> int:
    """Look at every page on every screen; 1 if something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.guards.accessibility", description=__doc__)
    parser.add_argument("axe", type=Path, help="the file axe.min.js")
    parser.add_argument("--site", type=Path, metavar="FOLDER", help="a documentation site, as tools.site writes it")
    options = parser.parse_args()
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        parser.error("Chromium is not installed")
    pages = dict(pages_of_results())
    if options.site is not None:
        pages |= pages_of_site(options.site)
    faulty = (
        '<!DOCTYPE html><html><body><main><h1 style="color: #ddd">Faint</h1><img src="data:,"></main></body></html>'
    )
    wrong = 0
    for screen in SCREENS:
        found = seen_on(screen, {FAULTY: faulty, **pages}, options.axe.read_text("utf-8"), browser)
        faults = list(faults_on(screen, found))
        wrong += len(faults)
        undecided = sum(page.get("undecided", 0) for page in found.values())
        told = f"{len(found) - 1} pages, {len(faults)} faults, {undecided} places that axe leaves to people"
        print(f"{screen.name}, {screen.width} pixels wide: {told}", flush=True)
        print(*faults, sep="\n", end="\n" if faults else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
