"""What is right about a body: who it is made of, who gives way, who moves up, and which law it rests on? Pure."""
