"""What would change if a roster came in: everybody in one state, counted the way it will land."""
