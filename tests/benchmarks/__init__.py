"""Measuring the platform: every page beside a page that does nothing, and beside bare SQL."""
