"""What happened to the synthetic persons: cases, plans, services and referrals over three years."""
