"""What ``./do bench`` measures: ratios to a limit found in the same run, never absolute times."""
