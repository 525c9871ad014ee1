// CloudFront function, viewer request, on /g/* of the old site: sends a trip's old link to the guest site. A browser
// keeps the link's fragment by itself; a query is not passed on. What is not a trip's link is left alone.
// GUEST_SITE, as in `var GUEST_SITE = 'https://guests.example.com';`, is put before this text: docs/edge.md.
// Plain code only, as in guest_rewrite.js.
var TRIP = /^\/g\/[^\/]/;

function handler(event) {
  var request = event.request;
  if (!TRIP.test(request.uri) || (request.method !== 'GET' && request.method !== 'HEAD')) {
    return request;
  }
  return {
    statusCode: 302,
    statusDescription: 'Found',
    headers: {
      location: { value: GUEST_SITE.replace(/\/+$/, '') + request.uri },
      'cache-control': { value: 'max-age=3600' },
      'referrer-policy': { value: 'no-referrer' }
    }
  };
}
