"""Official classifications and the versioned catalogues that the product speaks about."""
