"""How is one installation put together? Settings, addresses, servers and the command line."""
