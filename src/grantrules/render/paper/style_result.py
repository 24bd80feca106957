"""The style of decisions, of answers to reports and of a year's rules; what follows sizes that a notebook sets is in em."""

RESULT_STYLE = """
.grantrules .result { max-width: 52rem; padding: 0.2rem 0.1rem; }
.grantrules .result + .result { margin-top: 4rem; }
.grantrules .result h1 { font-size: 1.6rem; margin: 0; }
.grantrules .result h2 { font-size: 1.15rem; margin: 0 0 0.6rem; padding: 0; border: 0; }
.grantrules .result h3 { font-size: 1rem; margin: 1rem 0 0.4rem; }
.grantrules .result > section { border-top: 1px solid var(--line); margin: 1.4rem 0 0; padding: 1.1rem 0 0; }
.grantrules .result code { background: none; color: inherit; padding: 0; }
.grantrules .result ul, .grantrules .result ol { margin: 0; padding: 0; list-style: none; }
.grantrules .result li { margin: 0; }
.grantrules .result .quiet, .grantrules .result .cited { margin: 0.1rem 0 0; }
.grantrules .result .quiet { color: var(--quiet); font-size: 0.86rem; }
.grantrules .verdict { background: var(--card); border: 1px solid var(--line); border-left: 0.45rem solid var(--tone, var(--line));
  border-radius: 4px; padding: 0.9rem 1.2rem 1rem; }
.grantrules .good { --tone: var(--more); }
.grantrules .bad { --tone: var(--less); }
.grantrules .open { --tone: var(--open); }
.grantrules .verdict h1, .grantrules .status { color: var(--tone); }
.grantrules .badge { display: inline-block; min-width: 1.1em; color: var(--tone); }
.grantrules .means { font-size: 1.06rem; margin: 0.3rem 0 0.7rem; }
.grantrules .result .glance { display: flex; flex-wrap: wrap; gap: 0.3rem 1.3rem; margin-top: 0.8rem; }
.grantrules .glance a { color: var(--link); text-decoration: underline; }
.grantrules .glance b { font-size: 1.1rem; font-variant-numeric: tabular-nums; }
.grantrules .result .rows > li { display: grid; grid-template-columns: 1.6rem minmax(0, 1fr); padding: 0.55rem 0;
  border-top: 1px solid var(--line); break-inside: avoid; }
.grantrules .result .rows > li:first-child { border-top: 0; }
.grantrules .rows > li > .badge { text-align: left; }
.grantrules .rows p { margin: 0.1rem 0 0; }
.grantrules .rows .head { margin: 0; }
.grantrules .result .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: 0.8rem; }
.grantrules .result .cards > li { background: var(--card); border: 1px solid var(--line);
  border-left: 0.3rem solid var(--tone, var(--line)); border-radius: 4px; padding: 0.7rem 0.9rem; break-inside: avoid; }
.grantrules .result .cards h3 { margin: 0; }
.grantrules .cards p { margin: 0.15rem 0 0; }
.grantrules .cards .status { font-weight: 650; }
.grantrules .cards ul { margin-top: 0.45rem; font-size: 0.92rem; }
.grantrules .result .tags > li { padding-left: 1.5em; text-indent: -1.5em; margin: 0.2rem 0; }
.grantrules .tags p { text-indent: 0; margin: 0; }
.grantrules .tags .badge { min-width: 1.5em; text-indent: 0; color: inherit; }
.grantrules .on { color: var(--quiet); font-size: 0.86rem; border: 1px solid var(--line); border-radius: 3px;
  padding: 0 0.35em; margin-left: 0.15em; text-indent: 0; display: inline-block; line-height: 1.35; white-space: normal; }
.grantrules .result .choices { margin: 0.3rem 0; }
.grantrules .result .choices > li { margin: 0.15rem 0; font-size: 0.95rem; }
.grantrules .result .time { border-left: 2px solid var(--line); margin-left: 0.45rem; padding-left: 1.35rem; }
.grantrules .time > li { position: relative; padding-bottom: 0.7rem; }
.grantrules .time > li::before { content: ""; position: absolute; left: calc(-1.35rem - 6px); top: 0.45rem; width: 8px; height: 8px;
  border: 1px solid var(--quiet); border-radius: 50%; background: var(--paper); }
.grantrules .time > li.dated::before { background: var(--ink); border-color: var(--ink); }
.grantrules .time p { margin: 0; }
.grantrules .time li li { margin-bottom: 0.5rem; }
.grantrules .result .time h3 { margin: 0 0 0.1rem; }
.grantrules .result details { margin: 0; }
.grantrules .result summary { color: inherit; padding: 0.4rem 0; }
.grantrules .result summary:hover { text-decoration: underline; text-decoration-color: var(--quiet); text-underline-offset: 0.2em; }
.grantrules summary > h2, .grantrules summary > h3, .grantrules .result summary > h2, .grantrules .result summary > h3 {
  display: inline; margin: 0; }
.grantrules .result .reasons summary { padding-left: 1.1rem; text-indent: -1.1rem; }
.grantrules .why { padding: 0.1rem 0 0.8rem 1.1rem; }
.grantrules .why > p { margin: 0 0 0.4rem; }
.grantrules .reasons > li { border-top: 1px solid var(--line); }
.grantrules .reasons > li:has(> details) { margin-left: 0; }
.grantrules dl { margin: 0 0 0.4rem; display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0 0.9rem; font-size: 0.92rem; }
.grantrules dt { color: var(--quiet); font-weight: 400; }
.grantrules dd { margin: 0; }
.grantrules .result .sources > li { font-size: 0.92rem; margin: 0.25rem 0; }
.grantrules cite { font-style: italic; }
.grantrules .result :is(th, td) { padding: 0.35rem 0.55rem; }
.grantrules .result table tbody tr:nth-child(n) { background: none; }
.grantrules .result .rules > li { padding: 0.5rem 0; border-top: 1px solid var(--line); }
.grantrules .rules p { margin: 0.1rem 0 0; }
@media screen and (max-width: 46rem) {
  .grantrules .result h1 { font-size: 1.2rem; hyphens: auto; }
  .grantrules .verdict { padding: 0.8rem 0.9rem; }
  .grantrules dl { grid-template-columns: minmax(0, 1fr); }
  .grantrules dd { margin: 0 0 0.3rem 0.8rem; }
}
"""
