"""Which arithmetic stands behind the figures: suppression, change, medians? Pure code, without Django."""
