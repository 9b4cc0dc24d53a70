"""What comes in: files of many shapes become one roster, compared with what is known before anything lands."""
