"""From a document (an application or a report) to what it states."""
