"""Where does everything stand in the picture? Pure mathematics, the same for screen and paper."""
