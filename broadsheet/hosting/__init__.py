"""What hosts, robots and other machines read besides pages and feeds: policies, papers, icons, headers and redirects."""
