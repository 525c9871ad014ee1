// CloudFront function, viewer request, on /, /es, /privacy* and /g/*: from a guest site's address to its object's key.
// A page lies under its address with ".html"; ".es" stands for its Spanish, ".ics" for the trip's calendar entry.
// Plain code only: CloudFront's runtime promises ES5.1 and little more
// (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html).
var TRIP = /^\/g\/([A-Za-z0-9-]{4,24})(\.[a-z]{2})?(?:\/|\.html)?$/;
var CALENDAR = /^\/g\/([A-Za-z0-9-]{4,24})((?:\.[a-z]{2})?\.ics)$/;
var FRONT = /^\/([a-z]{2})?$/;
var PRIVACY = /^\/privacy(\.[a-z]{2})?\/?$/;

function handler(event) {
  var request = event.request;
  request.uri = key(request.uri);
  return request;
}

function key(address) {
  var found = TRIP.exec(address);
  if (found) {
    return '/g/' + found[1].toUpperCase() + (found[2] || '') + '.html';
  }
  found = CALENDAR.exec(address);
  if (found) {
    return '/g/' + found[1].toUpperCase() + found[2];
  }
  found = FRONT.exec(address);
  if (found) {
    return '/site/index' + (found[1] ? '.' + found[1] : '') + '.html';
  }
  found = PRIVACY.exec(address);
  if (found) {
    return '/site/privacy' + (found[1] || '') + '.html';
  }
  return address;
}
