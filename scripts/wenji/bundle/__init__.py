"""What is carried to machines without a network: the site for readers, the kit for editors."""
