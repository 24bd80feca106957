"""What people hold: each result of the engine, with what it can show and answer.

The rooms below work things out and know of no page; only here a result meets what renders it.
"""
