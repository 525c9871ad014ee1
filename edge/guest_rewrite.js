// CloudFront function, viewer request, on /g/*: a guest page's address is its object's key without ".html".
// Plain code only: CloudFront's runtime promises ES5.1 and little more
// (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html).
var GUEST_PAGE = /^\/g\/([A-Za-z0-9-]{4,24})(\/|\.html)?$/;

function handler(event) {
  var request = event.request;
  var page = GUEST_PAGE.exec(request.uri);
  if (page) {
    request.uri = '/g/' + page[1].toUpperCase() + '.html';
  }
  return request;
}
