"""The loading of a population: columns of the generator become rows of the tables, through row security."""
