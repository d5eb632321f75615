"""Which engine do the aliases use? Django's PostgreSQL one, which also binds the actor at BEGIN."""
