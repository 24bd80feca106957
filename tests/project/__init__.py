"""Tests of what stands around the library: documentation, site, notebooks, architecture, the guards themselves."""
