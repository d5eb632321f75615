"""The steps of the main journey, one module per part of the work; each takes visitors and gives what the next one needs."""
