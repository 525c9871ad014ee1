"""Shared by the SCC API and the crew notifier: rows of the ShipCaptainCrew table, magic links, words for people."""
