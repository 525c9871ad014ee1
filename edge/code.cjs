// The functions' text for serverless.yml, whose `file` would run a .js file instead of reading it.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const text = (name) => readFileSync(join(__dirname, `${name}.js`), 'utf8');

module.exports = { guest_rewrite: text('guest_rewrite'), legacy_redirect: text('legacy_redirect') };
