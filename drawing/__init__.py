"""What both the guest page and the crew page draw: texts about a boat, and the tide. It knows neither of them."""
