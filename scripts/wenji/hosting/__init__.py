"""What a host needs to serve a site: server files, security headers, a unit that keeps it new."""
