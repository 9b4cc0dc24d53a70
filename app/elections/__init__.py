"""Elections (Valg): how those who sit in the bodies were chosen, and what was counted, drawn and decided."""
