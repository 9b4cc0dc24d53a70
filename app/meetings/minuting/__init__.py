"""What is done in the meeting and with its minutes (Qt)?"""
