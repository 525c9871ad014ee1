"""What the services' tables have in common: rows as DynamoDB writes them, and writes on condition."""
