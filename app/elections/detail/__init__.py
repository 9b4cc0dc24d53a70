"""The course of one election: who stood, what was counted and drawn, who was elected, and by which rule (Qt)."""
