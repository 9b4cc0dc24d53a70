"""What is right in meetings: dates, deadlines, numbers, votes? Pure."""
