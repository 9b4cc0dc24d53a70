"""The yearly wheel (årshjul): what comes up in a school year, by what rule, and what became of it."""
