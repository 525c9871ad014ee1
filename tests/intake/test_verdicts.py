"""What becomes of a text follows from what it says has become of the booking, in whatever words."""
# ruff: noqa: E501  the openings of one class stand together

import datetime

import pytest

from bot.pipeline.intake import read

TODAY = datetime.date(2026, 5, 1)
BOOKING = (
    "Booking ID: rtkwzbn\nBoat: JADA\nRenter: Odalys Bramwell\nStart: Sep 12, 2026 • 2:00 PM\n"
    "End: Sep 12, 2026 • 5:00 PM\nPassengers: 4\nCaptain: Captained\nYou earn: $812.60\n"
)

# Verdict and problem -> what stands above the booking; `|` parts them.
OPENINGS: dict[tuple[str, str], str] = {
    ("refuse", "cancelled"): "Your booking rtkwzbn has been cancelled by the renter.|Odalys Bramwell cancelled her trip.|CANCELLED – |Subject: Booking Cancellation: rtkwzbn|Subject: Fwd: Cancellation of booking rtkwzbn|We're sorry, Odalys had to cancel.|Unfortunately this booking can't go ahead and has been cancelled.|The renter's payment failed and booking rtkwzbn was cancelled automatically.|A full refund has been issued because this trip was canceled due to weather.|Tu reserva ha sido cancelada.|La reserva rtkwzbn se canceló.|Odalys just cancelled, take rtkwzbn off the board|Heads up: rtkwzbn fell through, they cancelled last night|they called it off: |Booking rtkwzbn: CXL|No longer happening, guest cancelled this morning.|Trip cancelled: Sep 12, 2026|Status\nCancelled|❌ Cancelled|Cancelled on May 3, 2026|Cancellation date: May 3, 2026\nCancelled by: Renter|Your cancellation of booking rtkwzbn is confirmed.|You've canceled Odalys's booking.|Odalys Bramwell has canceled their request to book JADA.|Canceled|Booking canceled by renter|The renter has canceled.|Odalys canceled last night|this one's cancelled|cancelled!!|Trip canceled — no action needed|We're sorry to inform you that Odalys Bramwell has cancelled booking rtkwzbn.|Your guest cancelled|Cancellation confirmed|Se canceló esta salida|Cancelaron|Reserva cancelada por el arrendatario|Subject: CANCELLED: Sep 12 charter|Subject: Booking cancelled by renter|You have cancelled this booking|Owner cancellation|Weather cancellation|Auto-canceled|CXL - rtkwzbn|they cxl'd|Booking rtkwzbn is no longer active: cancelled",
    ("refuse", "not_confirmed"): "Your booking request has expired.|The request from Odalys Bramwell expired because you did not respond in time.|Status: Expired|Status: Declined|You declined this request.|Booking request declined|Request withdrawn by renter|Odalys withdrew her request.|Odalys Bramwell withdrew the booking request.|La solicitud ha expirado.|Has rechazado la solicitud de Odalys.|Solicitud rechazada|This request is no longer available: it expired on May 2, 2026.|We declined this one, too windy.|Subject: Request expired|Subject: You missed a booking request\n\nThe request expired before you answered.|Odalys's request timed out after 72 hours.|Booking declined by owner|Rejected|i said no to this one|The owner did not accept the booking in time.|Offer expired|Your special offer has expired.|Request expired|This booking request has expired and is no longer available.|You didn't respond in time, so the request expired.|Declined|Odalys's request was declined|We declined|Your request to Odalys was rejected|Request withdrawn|The renter withdrew|Solicitud vencida|La solicitud caducó|Subject: Booking request expired|No response: request timed out|I turned down this one|Unavailable: you declined on May 2",
    ("review", "not_confirmed"): "You have a new booking request for Sep 12, 2026 • 2:00 PM.|Status: Pending|Status: Requested|Status: Awaiting owner approval|Odalys Bramwell wants to book JADA.|New request! Accept or decline within 24 hours.|Respond by May 3, 2026 to accept this booking.|This request expires in 23 hours.|You have 24 hours to respond to this request.|Nueva solicitud de reserva|Odalys quiere reservar JADA|Pendiente de aprobación|Pre-approved, waiting for the renter to book|still waiting on boatsetter to approve|not approved yet|Tentative hold|pls hold this slot, guest hasn't paid yet|Special offer sent, awaiting reply|Action needed: approve this booking|Booking request received|A renter has requested your boat|Review the request and respond|Waiting for Odalys to pay|Status: Payment pending|Should we take this one?|Can we do this one? She needs an answer tonight|Booking request|Request to book|New booking request from Odalys|Pending|Pending your approval|Accept this booking?|Please approve or decline|Awaiting response|Requested|Reply within 24 hours to accept|waiting on Boatsetter to confirm|guest has not paid yet|not confirmed yet|tentative, wait for my ok|Solicitud de reserva|Pendiente|Esperando confirmación|Nueva solicitud: responde en 24 horas|Offer sent|Pre-approval sent|unconfirmed|to be confirmed|hold this for now|shall we accept?|¿La tomamos?",
    ("review", "change_of_existing"): "Your booking rtkwzbn has been updated.|Odalys Bramwell changed the number of passengers.|Booking modified|Status: Modified|Trip extended|Changes to your booking|UPDATED BOOKING|The trip time has changed.|Tu reserva fue modificada|Odalys requested a change to her booking.|Change request accepted|New time for rtkwzbn!|Your rescheduled booking|Subject: Change to booking rtkwzbn|Subject: Booking updated|Revised booking details|Amended booking|Date change confirmed|We've updated your trip with Odalys|Odalys added 1 hour to her trip|Booking updated|Booking change|Your booking has changed|Your trip has been rescheduled|Reservation modified|Odalys changed the booking|Trip details updated|Renter updated the trip|Change request approved|Change to your reservation|Booking rtkwzbn was moved to a new date|Reserva modificada|Cambio en tu reserva|The guest moved the trip|New date for booking rtkwzbn|Subject: Updated: booking rtkwzbn|Subject: Your trip was modified|Passengers changed on booking rtkwzbn|Your charter was extended|Duration of your trip changed",
    ("accept", ""): "Your booking was approved.|Approved! Odalys's booking request was accepted.|Booking confirmed (previous request expired, they rebooked)|Good news, your special offer was accepted.|Upcoming|Instant booking|Add this one to the calendar please|you can approve the crew list now|new one from boatsetter!! |pls add, guest requested extra life jackets|Approved this one this morning|She changed her mind about the cooler, no cooler needed|Rowan can't do this one, put Inez on it|In case they cancel we keep the deposit|our other group cancelled so we have room|replaces the cancelled booking from last week|Crew changes: Inez instead of Rowan|the weather has changed, looks sunny|moved Rowan to this one|Hold the dock line ready, they board at 1:30|new time off request from Rowan, so Inez runs this|They were waiting for us to approve but it is confirmed now|request was accepted|Good morning! I approved the request below.|Confirmed! They rescheduled twice but this is final and confirmed|Please update the calendar|Please change the crew list accordingly|can you respond to her question about parking|no changes, same as always|Updated our calendar already|see you Friday, the dock number changed to B|Nothing has changed since we spoke|Boat is free that day|add please, don't cancel the cleaner|Subject: Re: dock change|new booking, yay|another one!|The request came in last night and Boatsetter approved it|FYI they paid already, no pending balance|approved – pls tentatively put Inez on|first request from this guest, accepted|Reserva confirmada|Boatsetter accepted the booking|The booking is cancelled if it rains.|La reserva queda cancelada si llueve.",
}  # fmt: skip
GERMAN = "Buchungsnummer: rtkwzbn\nBoot: JADA\nMieter: Odalys Bramwell\nDatum: Samstag, 12. September 2026\nBeginn: 14:00 Uhr\nEnde: 17:00 Uhr\nPersonen: 4"
FRENCH = "N° de réservation : rtkwzbn\nBateau : JADA\nLocataire : Odalys Bramwell\nDate : samedi 12 septembre 2026\nHoraire : 14:00 - 17:00\nPassagers : 4"
ABROAD = {
    (GERMAN, "Buchung bestätigt"): ("accept", set()),
    (GERMAN, "Ihre Buchung wurde storniert"): ("refuse", {"cancelled"}),
    (GERMAN, "Neue Buchungsanfrage"): ("review", {"not_confirmed"}),
    (GERMAN, "Die Anfrage wurde abgelehnt"): ("refuse", {"not_confirmed"}),
    (GERMAN, "Ihre Buchung wurde geändert"): ("review", {"change_of_existing"}),
    (FRENCH, "Réservation confirmée"): ("accept", set()),
    (FRENCH, "Votre réservation a été annulée"): ("refuse", {"cancelled"}),
    (FRENCH, "Nouvelle demande de réservation"): ("review", {"not_confirmed"}),
    (FRENCH, "La demande a été refusée"): ("refuse", {"not_confirmed"}),
    (FRENCH, "Votre réservation a été modifiée"): ("review", {"change_of_existing"}),
}
# What stands below it and changes nothing.
BELOW = "If the renter cancels, the booking is canceled with a full refund.|Unless you answer, the reservation is automatically cancelled.|Free cancellation until Sep 10, 2026|If the renter cancels, you keep 50 %.|The request was approved on May 1, 2026.|Deposit: $500 hold, released 48 h after the trip|Payout will be sent 3 days after the trip.|Don't forget to check the renter's ID.|A reminder will be sent to the renter the day before.|Questions? Message the renter|Notes: can we change the music? is wifi available?|Message from renter: we had to cancel last year, so excited now!|Requests to cancel or change must be made in the app.|Notes: it's a reminder gift for our wedding|Leave a review after the trip|Special requests: please confirm if kids are allowed?|Updated cancellation policy: moderate|Last updated May 1, 2026 9:00 AM|View changes history|The renter can request changes up to 24 h before.|Cancellation: Moderate|Notes: we cancelled our flight so we drive down|Message from renter: Our friend declined, so we are 4 now|You can cancel or modify this booking in the app.|The booking is cancelled if it rains.|This booking will be cancelled unless the renter pays."
# Texts of their own.
WHOLE: dict[tuple[str, str], tuple[str, ...]] = {
    ("refuse", "cancelled"): (
        "rtkwzbn cancelled, sorry guys",
        "fyi rtkwzbn (Odalys, Sep 12) is cancelled",
        "If you have not heard: the booking rtkwzbn was cancelled.",
    ),
    ("refuse", "reminder_only"): (
        "Reminder: you have a trip tomorrow.\nBooking ID: rtkwzbn\nStart: Sep 12, 2026 • 2:00 PM",
        "Your trip is coming up! Booking rtkwzbn starts in 2 days.",
        "Get ready for your upcoming trip with Odalys on Sep 12, 2026. Booking ID: rtkwzbn",
        "Don't forget: your charter rtkwzbn departs tomorrow at 2:00 PM",
        "Trip reminder\nBooking ID: rtkwzbn\nSep 12, 2026 2:00 PM",
        "Recordatorio: tu viaje es mañana. Reserva rtkwzbn",
        "How was your trip? Rate Odalys. Booking rtkwzbn",
        "24 hours to go! Your booking rtkwzbn starts tomorrow.",
        "Tomorrow's the day! Your trip with Odalys starts at 2 PM. Booking rtkwzbn",
        "Time to check in for booking rtkwzbn",
        "It's almost time! Prepare JADA for your guests. Booking ID: rtkwzbn",
        "Check your boat before tomorrow's trip (rtkwzbn)",
        "Leave a review for Odalys. Booking rtkwzbn",
        "Your trip with Odalys starts in 3 hours. Booking rtkwzbn",
        "Final reminder for booking rtkwzbn, Sep 12, 2026",
        "Reminder\nBooking rtkwzbn\nSep 12, 2026 2:00 PM",
        "Your charter is tomorrow! (rtkwzbn)",
        "Heads up, trip rtkwzbn is in 24 hours",
        "Upcoming trip: rtkwzbn tomorrow at 2 PM. Check the weather and fuel.",
        "Your trip with Odalys is tomorrow",
        "Pre-trip checklist for booking rtkwzbn",
        "Only 2 days until your trip with Odalys (rtkwzbn)",
        "Tu viaje empieza mañana. Reserva rtkwzbn",
        "Rate your experience with Odalys. Booking rtkwzbn",
        "Complete your check-in for booking rtkwzbn",
        "How did it go? Review Odalys. rtkwzbn",
    ),
    ("refuse", "payment_notice_only"): (
        "Your payout of $812.60 for booking rtkwzbn is on its way.",
        "We sent $812.60 to your bank for booking rtkwzbn.",
        "Payout sent\nBooking ID: rtkwzbn\nAmount: $812.60",
        "Security deposit for booking rtkwzbn could not be authorized.",
        "Payment failed for booking rtkwzbn. The renter's card was declined.",
        "Payment received for booking rtkwzbn: $980.00",
        "Deposit released\nBooking rtkwzbn",
        "The security deposit hold for rtkwzbn has been released to Odalys.",
        "Tu pago de $812.60 está en camino. Reserva rtkwzbn",
        "Refund processed for booking rtkwzbn: $120.00",
        "You've been paid! $812.60 for booking rtkwzbn",
        "Your payout for the trip with Odalys (booking rtkwzbn) has been initiated and should arrive by Sep 17, 2026.",
        "Transfer complete: $812.60, ref rtkwzbn",
        "We couldn't process your payout for booking rtkwzbn. Update your bank details.",
        "Damage claim opened for booking rtkwzbn",
        "Tip received! Odalys left you a $100 tip for booking rtkwzbn",
        "Second payment for booking rtkwzbn is due Aug 1, 2026",
        "Invoice paid for booking rtkwzbn",
        "Payout statement\nBooking rtkwzbn  $812.60\nTotal $812.60",
        "Payout of $812.60 sent for booking rtkwzbn",
        "Your payout is scheduled for Sep 15, 2026. Booking rtkwzbn",
        "Deposit hold failed for rtkwzbn",
        "The renter's security deposit was not authorized (booking rtkwzbn)",
        "Charge failed: booking rtkwzbn",
        "Card declined for booking rtkwzbn",
        "We've refunded $100 to Odalys for booking rtkwzbn",
        "Receipt for booking rtkwzbn: $980.00",
        "$812.60 has been deposited into your account for booking rtkwzbn",
        "Hemos enviado tu pago de $812.60 por la reserva rtkwzbn",
        "El depósito de garantía de la reserva rtkwzbn no se pudo retener",
        "Earnings summary for booking rtkwzbn: $812.60 paid",
        "Balance collected for rtkwzbn: $490.00",
        "Your payment for rtkwzbn is processing",
    ),
    ("refuse", "inquiry_only"): (
        "Odalys sent you a message: Is JADA available Sep 12, 2026 from 2 to 5 PM for 4 people?",
        "New message from Odalys\nHi! Do you have Sep 12 open? We are 4.",
        "Hi, how much would it be for 4 people on Sep 12, 2026, 2 PM to 5 PM?",
        "You have a new inquiry from Odalys Bramwell\nDate: Sep 12, 2026\nGuests: 4\n\"Can we bring a dog?\"",
        "Hola, ¿está libre el 12 de septiembre de 2026 de 14 a 17? Somos 4. Odalys",
        "Inquiry\nRenter: Odalys Bramwell\nDate: Sep 12, 2026\nGuests: 4",
        "Odalys Bramwell is interested in JADA\nSep 12, 2026, 2:00 PM - 5:00 PM\n4 guests\nReply",
        "Odalys has a question about JADA\nDates: Sep 12, 2026",
        "We'd love to rent your boat on Sep 12, 2026, 2-5pm, 4 adults. Possible? Thanks, Odalys",
        "Would Sep 12, 2026 work for a 3 hour sail? 4 of us. Odalys Bramwell",
        "Any chance you're free Sep 12, 2026 2pm? - Odalys Bramwell, 4 ppl",
        "Looking to charter a boat for Sep 12, 2026, party of 4, budget $900. Odalys Bramwell",
        "Question from Odalys: what's included? Trip: Sep 12, 2026, 4 guests",
        "What is your price for 3 hours on Sep 12, 2026? Odalys Bramwell 619-555-0101",
        "Quote request\nName: Odalys Bramwell\nDate: Sep 12, 2026\nGuests: 4",
        "Nueva consulta de Odalys: ¿precio para 4 el 12 sep 2026?",
    ),
    ("refuse", "not_a_booking"): (
        "Your reservation is confirmed!\nHarbor Inn\nCheck-in: Fri, Sep 11, 2026 3:00 PM\nCheck-out: Sun, Sep 13, 2026 11:00 AM\nGuests: 2\nName: Odalys Bramwell\nConfirmation: 8812734",
        "Your table is booked\nBistro Verde\nSaturday, Sep 12, 2026, 7:30 PM\n4 people\nOdalys Bramwell",
        "Thank you for your reservation\nLa Cocina\nSep 12, 2026 at 8:00 PM\nParty of 4\nReservation #: 55123\nName: Odalys",
        "Tu reserva está confirmada\nRestaurante El Faro\nsábado 12 de septiembre de 2026, 20:30\n4 personas\nA nombre de: Odalys Bramwell",
        "Your appointment is confirmed\nDr. Wu Dental\nSep 12, 2026 at 2:00 PM\nPatient: Odalys Bramwell",
        "Your rental car is reserved\nConfirmation 449812\nPick-up: Sep 12, 2026 2:00 PM\nReturn: Sep 13, 2026 2:00 PM\nName: Odalys Bramwell",
        "Your tee time is confirmed!\nTorrey Pines\nSep 12, 2026 8:10 AM\nPlayers: 4\nName: Odalys Bramwell\nConfirmation: 71523",
        "Your order has shipped\nOrder #: 114-5521\nArriving Sep 12, 2026",
        "Owner tips, June\n\nThis is what you will get:\n\nBooking ID: zzzzzzz\nRenter: Jane Doe\nStart: Sep 12, 2026 • 2:00 PM\nPassengers: 4\n\nUnsubscribe",
        "Subject: Newsletter\n\nTop 5 anchorages this summer\nUnsubscribe",
        "Team dinner Sep 12, 2026 7 PM at Bistro Verde, 8 people, ask for Odalys",
        "Crew schedule\nSep 12, 2026: Rowan 8 AM - 4 PM\nSep 13, 2026: Inez 8 AM - 4 PM",
        "Engine service booked for JADA Sep 12, 2026 8 AM - 3 PM at Driscoll yard, quote $1,200",
        "Slip renewal\nInvoice 5512\nDue Sep 12, 2026\nTotal $912.00",
        "Webinar: Grow your charter business\nSep 12, 2026 2:00 PM - 3:00 PM\nRegister now, only 20 seats left",
        "Coast Guard inspection JADA Sep 12, 2026 9 AM",
        "Sunset on Sep 12, 2026: 6:58 PM. High tide 2:10 PM 5.1 ft",
        "Your Uber Eats order is on the way",
        "Room reserved: Conference B, Sep 12, 2026 2:00 PM - 5:00 PM, 4 people, Odalys Bramwell",
        "Your stay is confirmed\nSeaside Hotel\nSep 12, 2026 - Sep 14, 2026\n2 adults\nOdalys Bramwell\nConfirmation 991823",
        "OpenTable: You're confirmed!\nOsteria Nonna\nSep 12, 2026 7:00 PM\n4 people\nConf 2211",
        "Resy\nYour table for 4 at Nonna\nSep 12, 2026 7:00 PM",
        "Your parking reservation is confirmed\nLot B\nEnter: Sep 12, 2026 1:00 PM\nExit: Sep 12, 2026 6:00 PM\nOrder 55121",
        "Concert tickets confirmed: Sep 12, 2026 7:30 PM, 4 seats, order 55121, Odalys Bramwell",
        "Enterprise: your reservation 118822 is confirmed. Pickup Sep 12, 2026 9:00 AM, return Sep 12, 2026 5:00 PM. Driver: Odalys Bramwell",
        "Invoice 2231\nFuel dock\nSep 12, 2026\nTotal $120.00",
        "Hi Rowan, are you working Sep 12, 2026 2-5 PM?",
        "Haul-out Sep 12, 2026 8 AM",
        "Boat show tickets are here!\nSep 12, 2026 10 AM - 5 PM",
    ),
    ("review", "other_platform"): (
        "GetMyBoat booking 8841207\nBoat: JADA\nRenter: Odalys Bramwell\nStart: Sep 12, 2026 • 2:00 PM\nEnd: Sep 12, 2026 • 5:00 PM\nPassengers: 4\nCaptain: Captained\nYou earn: $812.60",
        "Viator\nNew booking BR-772341122\nSailing trip on JADA\nSep 12, 2026, 2:00 PM - 5:00 PM\nLead traveler: Odalys Bramwell\nTravelers: 4",
        "Airbnb\nReservation confirmed HMABCDEF12\nOdalys Bramwell\nSep 12, 2026 2:00 PM – 5:00 PM\n4 guests\nSail on a classic yacht",
        "Samboat: nueva reserva confirmada 55123\nJADA\n12 sep 2026 14:00 - 17:00\n4 pasajeros\nCliente: Odalys Bramwell",
        "FareHarbor\nBooking #214905588\nPrivate Sail JADA\nSep 12, 2026 2:00 PM - 5:00 PM\nOdalys Bramwell\n4 Guests",
        "Peek Pro: New booking B-123456\nJADA sunset sail\nSep 12, 2026 2:00 PM - 5:00 PM\n4 guests\nOdalys Bramwell",
        "Sailo booking confirmed\nRef SL-48213\nJADA\nSep 12, 2026 2:00 PM - 5:00 PM\n4 guests\nRenter: Odalys Bramwell",
        "Click&Boat\nBooking confirmed no. 5520917\nBoat: JADA\nSep 12, 2026 14:00 - 18:00\nTenant: Odalys Bramwell\n4 people",
        "GetMyBoat booking confirmed\nBooking ID: 8841207\nSail on JADA\nSep 12, 2026 2:00 PM - 5:00 PM\nGuest: Odalys Bramwell\n4 people",
        "Your Airbnb experience has a new booking\nOdalys Bramwell\nSep 12, 2026, 2:00 PM - 5:00 PM\n4 guests\nConfirmation code HMABCDEF12",
        "Viator booking BR-1199228811 confirmed\nLead Traveler: Odalys Bramwell\nSep 12, 2026 2:00 PM\n4 adults",
        "Rezdy order R123456\nSunset Sail JADA\nSep 12, 2026 2:00 PM - 5:00 PM\nOdalys Bramwell\n4 people",
        "Fishingbooker: new trip request 55123\nOdalys Bramwell\nSep 12, 2026 2:00 PM - 5:00 PM\n4 guests",
    ),
    ("accept", ""): (
        "JADA Sat 9/12/2026 2-5pm, Odalys Bramwell, 4 ppl, rtkwzbn, captained, confirmed",
        "confirmed JADA Sat 9/12/2026 2-5pm, Odalys Bramwell, 4 ppl, rtkwzbn, captained",
        "JADA Sat 9/12/2026 2-5pm, Odalys Bramwell, 4 ppl, rtkwzbn, captained (approved)",
    ),
}  # fmt: skip


def verdict_of(text: str) -> tuple[str, set[str]]:
    reading = read(text, today=TODAY)
    return reading.expect, {problem.code.value for problem in reading.problems}


@pytest.mark.parametrize(
    ("verdict", "code", "opening"),
    [(*key, opening) for key, openings in OPENINGS.items() for opening in openings.split("|")],
)
def test_the_opening_says_what_has_become_of_the_booking(verdict: str, code: str, opening: str) -> None:
    got, codes = verdict_of(f"{opening}\n\n{BOOKING}")
    assert got == verdict, codes
    assert code in codes or not code


@pytest.mark.parametrize("line", BELOW.split("|"))
def test_what_stands_below_the_booking_changes_nothing(line: str) -> None:
    assert verdict_of(f"{BOOKING}\n{line}") == ("accept", set())


@pytest.mark.parametrize(("verdict", "code", "text"), [(*key, text) for key, texts in WHOLE.items() for text in texts])
def test_the_kind_of_a_text(verdict: str, code: str, text: str) -> None:
    got, codes = verdict_of(text)
    assert got == verdict, codes
    assert code in codes or verdict == "refuse" or not code


@pytest.mark.parametrize("buttons", ["ACCEPT   DECLINE", "Approve | Decline", "Aceptar\nRechazar"])
def test_buttons_to_accept_and_to_decline_stand_below_a_request(buttons: str) -> None:
    assert verdict_of(f"{BOOKING}\n{buttons}") == ("review", {"not_confirmed"})


@pytest.mark.parametrize(("booking", "opening"), ABROAD)
def test_german_and_french_openings_are_heeded(booking: str, opening: str) -> None:
    assert verdict_of(f"{opening}\n\n{booking}") == ABROAD[booking, opening]
