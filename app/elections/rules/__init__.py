"""What is right about an election: who may take part, what was counted, who is chosen, and for how long? Pure."""
