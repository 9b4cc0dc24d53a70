"""How the bodies are shown and changed on their page."""
