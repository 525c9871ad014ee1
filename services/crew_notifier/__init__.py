"""From the ShipCaptainCrew table's stream to mails for the crew and hints for the bot."""
