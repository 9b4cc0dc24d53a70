"""Skolekontoret: the office of a Norwegian school in one window."""
