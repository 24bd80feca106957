"""The documentation site: pages from the rules, and the Markdown pages of `docs/`, as plain HTML."""
