"""What does every floor stand on? Clock, errors, events, audit, row security, jobs and the embedded database."""
