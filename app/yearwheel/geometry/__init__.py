"""Where does everything stand in the picture? Pure: no window, no database, the same for screen and paper."""
