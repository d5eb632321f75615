"""What does it cost? One script per claim, with the physical limit in the same run."""
