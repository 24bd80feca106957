"""What every page is made of, and how it is drawn as text, markdown and HTML."""
