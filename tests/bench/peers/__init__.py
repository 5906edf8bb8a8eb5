"""Other open planners on the nearest question that they take, each in an environment of its own: make bench-peers."""
