"""The yearly wheel's geometry: where everything stands, the same on screen and paper. Knows no window and no database."""
