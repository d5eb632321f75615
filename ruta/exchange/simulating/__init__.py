"""A partner that is not there: another institution's system, played for demonstrations and tests, which knows of us only what it is answered."""
