"""Which columns does the generator give? One dataclass for each table, one array for each column."""
