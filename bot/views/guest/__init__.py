"""What guests see: the page of each trip in each language, its calendar entry, and the guest site's own pages."""
