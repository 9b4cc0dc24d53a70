"""The bodies of the school (FAU, SU, SMU, elevråd …): their seats, and who holds an office in them."""
