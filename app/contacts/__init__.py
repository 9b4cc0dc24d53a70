"""Contacts: pupils, guardians and staff, and what may be shown of whom."""
