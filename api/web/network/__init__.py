"""What the network view draws, and where it stands."""
