"""What was changed here that the school's register must be told (Å føre i fagsystemet)?"""
