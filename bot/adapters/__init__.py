"""Technology in roles: each adapter fills one port and sorts its vendor's errors in one table."""
