"""What hosts, robots and other machines read besides pages and feeds: notices, headers, redirects."""
