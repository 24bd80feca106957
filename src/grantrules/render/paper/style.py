"""The style of every HTML page: readable in light and dark, on a telephone, on A4, and without colours."""

from grantrules.render.paper.style_result import RESULT_STYLE

PAPER = """
@page { size: A4; margin: 18mm 16mm; }
html { background: #fdfcfa; }
@media (prefers-color-scheme: dark) { html { background: #17191d; } }
body.grantrules { margin: 0 auto; max-width: 76rem; padding: 2.5rem 1.5rem 4rem; }
body.grantrules > main > .result { margin-inline: auto; }
@media screen and (max-width: 46rem) { body.grantrules { padding: 1.25rem 1rem 3rem; } }
@media print { html { background: #fff; font-size: 10pt; } body.grantrules { padding: 0; max-width: none; } }
"""

LIGHT = """
  --paper: #fdfcfa; --card: #ffffff; --ink: #1e2227; --quiet: #545c66; --line: #d9d6d0; --link: #0b4f8a;
  --less: #96370f; --more: #17603a; --other: #5f2a8a; --open: #7a4f00; --gone: #e9e7e3; --new: #dbe9f8;
"""
DARK = """
  --paper: #17191d; --card: #1e2126; --ink: #e8e6e3; --quiet: #a9b0ba; --line: #3a3f47; --link: #8fc1f2;
  --less: #f2a683; --more: #8bd5a3; --other: #d0aef2; --open: #e6c06c; --gone: #3b3e44; --new: #1d3f5e;
"""

# A notebook has a theme of its own, which need not be that of the machine.
THEMES = f"""
@media screen {{
  [data-jp-theme-light="true"] .grantrules, .vscode-light .grantrules {{ {LIGHT} color-scheme: light; }}
  [data-jp-theme-light="false"] .grantrules, .vscode-dark .grantrules {{ {DARK} color-scheme: dark; }}
}}
"""

STYLE = (
    f"""
.grantrules {{
  {LIGHT}
  color: var(--ink); background: var(--paper); color-scheme: light dark;
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  overflow-wrap: break-word; text-align: left;
}}
@media (prefers-color-scheme: dark) {{ .grantrules {{ {DARK} }} }}
{THEMES}
"""
    """
.grantrules h1, .grantrules h2, .grantrules h3, .grantrules h4, .grantrules h5 {
  color: inherit; line-height: 1.25; margin: 0; font-weight: 650; text-wrap: balance; break-after: avoid;
}
.grantrules h1 { font-size: 2.1rem; letter-spacing: -0.015em; }
.grantrules h2 { font-size: 1.4rem; margin: 3rem 0 0.75rem; padding-top: 0.6rem; border-top: 3px solid var(--ink); }
.grantrules h3 { font-size: 1.1rem; margin: 1.9rem 0 0.6rem; }
.grantrules h4 { font-size: 1rem; }
.grantrules .year { font-size: 0.85rem; color: var(--quiet); margin-bottom: 0.3rem; }
.grantrules p { margin: 0 0 0.55rem; }
.grantrules a { color: var(--link); text-underline-offset: 0.15em; }
.grantrules a:focus-visible, .grantrules summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.grantrules code { font: 0.95em ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", monospace; }
.grantrules ul { margin: 0 0 0.6rem; padding-left: 1.25rem; }
.grantrules li { margin: 0.15rem 0; }
.grantrules li:has(> details) { list-style: none; margin-left: -1.1rem; }
.grantrules .kicker { color: var(--quiet); margin: 0 0 0.2rem; }
.grantrules .lead { max-width: 46rem; margin: 1rem 0 0; }
.grantrules .quiet, .grantrules .cited, .grantrules .note { color: var(--quiet); font-size: 0.86rem; }
.grantrules .note { margin: 0.6rem 0 0; }
.grantrules .text { font: 1.06rem/1.5 Charter, "Bitstream Charter", "Iowan Old Style", Georgia, "Liberation Serif", serif; }
.grantrules .counts { list-style: none; padding: 0; margin: 1.2rem 0; display: flex; flex-wrap: wrap; gap: 0.35rem 1.6rem; }
.grantrules .counts b { font-size: 1.3rem; font-variant-numeric: tabular-nums; margin-right: 0.25rem; }
.grantrules nav.contents { margin-top: 2rem; font-size: 0.92rem; }
.grantrules nav.contents h2 { font-size: 1.1rem; border-top-width: 1px; margin-top: 0; }
.grantrules nav.contents ul { list-style: none; padding: 0; }
.grantrules nav.contents > ul { columns: 17rem; column-gap: 2rem; }
.grantrules nav.contents > ul > li { margin-bottom: 0.9rem; }
.grantrules nav.contents b { display: block; break-after: avoid; }
.grantrules nav.contents a { text-decoration: none; }
.grantrules nav.contents a:hover { text-decoration: underline; }
.grantrules nav.contents li li { padding-left: 1.3rem; text-indent: -1.3rem; break-inside: avoid; }
.grantrules .sign { display: inline-block; width: 1.3rem; text-indent: 0; }
.grantrules article { background: var(--card); border: 1px solid var(--line); border-radius: 4px;
  padding: 0.9rem 1.1rem; margin: 0 0 0.9rem; break-inside: avoid; }
.grantrules article > h4 { margin-bottom: 0.7rem; }
.grantrules article > h3 { font-size: 1rem; margin: 0 0 0.6rem; }
.grantrules section > .lead { margin: 0 0 1rem; }
.grantrules h4 code { font-weight: 600; }
.grantrules .what { font-weight: 400; margin-left: 0.35rem; }
.grantrules .sides { display: grid; grid-template-columns: 1fr 1fr; gap: 0.5rem 2rem; }
.grantrules .sides > * { min-width: 0; }
.grantrules .sides > * + * { border-left: 1px solid var(--line); padding-left: 2rem; margin-left: -1rem; }
.grantrules .sides.one { grid-template-columns: minmax(0, 1fr); }
.grantrules .sides.one > div { columns: 2 26rem; column-gap: 2rem; }
.grantrules .sides.one .year { column-span: all; }
.grantrules details.topic > summary { padding: 0.3rem 0; }
.grantrules details.topic > summary h3 { display: inline; color: var(--ink); }
.grantrules details.topic > :nth-child(2) { margin-top: 0.7rem; }
.grantrules .cited { margin-bottom: 0.4rem; }
.grantrules .clause { font-size: 0.92rem; margin-bottom: 0.55rem; }
.grantrules .clause p { margin: 0 0 0.2rem; }
.grantrules details { margin: 0 0 0.3rem; }
.grantrules summary { color: var(--quiet); cursor: pointer; }
.grantrules del { background: var(--gone); color: inherit; text-decoration: line-through; text-decoration-thickness: 1px; }
.grantrules ins { background: var(--new); color: inherit; text-decoration: underline; text-underline-offset: 0.18em; }
.grantrules del, .grantrules ins { padding: 0 0.1em; border-radius: 2px; box-decoration-break: clone; }
.grantrules .brief { padding: 0.45rem 1.1rem; border-width: 0 0 1px; border-radius: 0; background: none; margin: 0; }
.grantrules .brief > h4 { margin-bottom: 0.15rem; font-weight: 500; }
.grantrules .brief .text { font-size: 1rem; margin: 0; max-width: 46rem; }
.grantrules .brief .sign { display: none; }
.grantrules .brief .what { color: var(--quiet); }
.grantrules .scroll { overflow-x: auto; }
.grantrules .scroll:focus-visible { outline: 3px solid var(--link); }
.grantrules table { border-collapse: collapse; margin: 0 0 1.2rem; font-size: 0.92rem; background: var(--card); color: inherit; }
.grantrules caption { text-align: left; font-weight: 650; padding: 0 0 0.4rem; }
.grantrules th, .grantrules td { border: 1px solid var(--line); padding: 0.4rem 0.7rem; text-align: left; vertical-align: top; }
.grantrules thead th { font-weight: 650; vertical-align: bottom; }
.grantrules tbody th { font-weight: 500; }
.grantrules th.number { text-align: right; }
.grantrules td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.grantrules :is(th, td) .quiet { display: block; font-weight: 400; }
.grantrules td.stays { background: var(--paper); }
.grantrules tr { break-inside: avoid; }
.grantrules main.page { max-width: 52rem; }
.grantrules main.page h2 { font-size: 1.2rem; margin-top: 2rem; border-top: 1px solid var(--line); }
.grantrules .items > li { margin-bottom: 0.6rem; break-inside: avoid; }
.grantrules .items ul { list-style: none; padding: 0; color: var(--quiet); font-size: 0.9rem; margin: 0; }
.grantrules .skip { position: absolute; left: -100vw; }
.grantrules .skip:focus { position: static; }
.grantrules [data-said]::before {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.grantrules [data-said]::before { content: " [" attr(data-said) "] "; }
@media screen and (max-width: 46rem) {
  .grantrules h1 { font-size: 1.6rem; }
  .grantrules .sides { grid-template-columns: minmax(0, 1fr); }
  .grantrules .sides > * + * { border-left: 0; border-top: 1px solid var(--line); padding: 0.7rem 0 0; margin: 0.2rem 0 0; }
  .grantrules article { padding: 0.8rem 0.9rem; }
  .grantrules article:not(.brief) .what { display: block; margin: 0.1rem 0 0 1.3rem; }
}
"""
    + RESULT_STYLE
    + """
@media print {
  .grantrules {
    --paper: #fff; --card: #fff; --ink: #000; --quiet: #333; --line: #888; --link: #000; --less: #000; --more: #000;
    --other: #000; --open: #000; --gone: transparent; --new: transparent; color-scheme: light;
  }
  .grantrules a { text-decoration: none; }
  .grantrules .scroll { overflow: visible; }
  .grantrules article { padding: 0.6rem 0.8rem; }
  .grantrules .sides { gap: 0.5rem 1.2rem; }
  .grantrules .sides > * + * { padding-left: 1.2rem; margin-left: -0.6rem; }
  .grantrules h2 { margin-top: 1.6rem; }
  .grantrules .skip { display: none; }
  .grantrules details::details-content { content-visibility: visible; display: block; height: auto; }
  .grantrules details:not([open]) > :not(summary) { display: block; }
}
"""
)
