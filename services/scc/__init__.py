"""ShipCaptainCrew: events, answers, mails asked for, the roster, and the crew page behind the magic link."""
