"""From the outcomes of rules to a decision on an application, or to the answer to a report."""
