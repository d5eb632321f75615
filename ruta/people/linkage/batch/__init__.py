"""Which persons of one file are in another? The engine over whole files, without a database."""
