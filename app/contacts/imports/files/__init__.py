"""What does a file hold? Checked, read in a limited child process, and handed on as cells."""
