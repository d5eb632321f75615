"""The views of the waiting room, by whoever opens them."""
