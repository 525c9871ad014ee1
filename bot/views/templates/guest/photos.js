// The album of a guest page. What opens it stands in the address after the #, which no server ever sees; from there it
// goes into a header. Everything shown is text or an address; nothing is ever markup.
(function () {
  'use strict';
  const AT_ONCE = 3;
  const PAUSES = [1000, 3000, 9000]; // before a photo is tried again by itself
  const LOOK_AGAIN = 1500;
  const TYPES = { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', heic: 'image/heic', heif: 'image/heif' };
  const PASSING = ['in_flight', 'too_many_requests', 'internal', 'away'];
  const MENDABLE = [...PASSING, 'other_words', 'too_many', 'bad_request']; // by whoever presses "Try again"

  const place = document.getElementById('album');
  const words = JSON.parse(document.getElementById('album-words').textContent);
  const language = document.documentElement.lang;
  const token = (/^#([A-Za-z0-9_-]{16,64})$/.exec(location.hash) || [])[1];
  const uploads = [];
  let album = null;
  let looking = 0;
  let parts = null;

  function say(key, values) {
    return words[key].replace(/\{(\w+)\}/g, (all, name) => (values && name in values ? values[name] : all));
  }

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    Object.entries(attributes || {}).forEach(([name, value]) => {
      if (typeof value === 'function') made.addEventListener(name, value);
      else if (typeof value === 'boolean') made[name] = value;
      else made.setAttribute(name, value);
    });
    made.append(...children);
    return made;
  }

  function pause(milliseconds) {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  // The crew's system

  async function ask(wish) {
    const headers = { 'X-Guest-Token': token };
    const options = { headers, cache: 'no-store', referrerPolicy: 'no-referrer' };
    if (wish) Object.assign(options, { method: 'POST', body: JSON.stringify(wish) });
    if (wish) headers['Content-Type'] = 'application/json';
    let answer;
    let said;
    try {
      answer = await fetch(place.dataset.address, options);
      said = await answer.json();
    } catch {
      throw new Error('away');
    }
    if (!answer.ok) throw new Error(said.code || 'away');
    return said;
  }

  function send(granted, file, progressed) {
    return new Promise((resolve, reject) => {
      const form = new FormData();
      Object.entries(granted.fields).forEach(([name, value]) => form.append(name, value));
      form.append('file', file);
      const request = new XMLHttpRequest();
      request.upload.onprogress = (event) => progressed(event.loaded / event.total);
      request.onload = () => (request.status < 300 ? resolve() : reject(new Error('away')));
      request.onerror = request.onabort = request.ontimeout = () => reject(new Error('away'));
      request.open('POST', granted.url);
      request.send(form);
    });
  }

  // One photo on its way

  function typeOf(file) {
    return file.type || TYPES[file.name.split('.').pop().toLowerCase()] || '';
  }

  function declined(file) {
    const type = typeOf(file);
    if (type.startsWith('video/')) return 'video';
    if (!album.types.includes(type)) return 'wrong_kind';
    if (file.size > album.largest_bytes) return 'too_large';
    return file.size ? null : 'broken';
  }

  function put(file) {
    const bar = element('progress', { max: '1', value: '0', 'aria-label': file.name });
    const status = element('span', { class: 'small', role: 'status' });
    const again = element('button', { type: 'button', class: 'button', hidden: true, click: retry }, say('again'));
    const row = element('li', {}, element('span', { class: 'file' }, file.name), bar, status, again);
    const upload = { file, state: 'waiting', photo: null, tell };
    parts.list.append(row);
    uploads.push(upload);
    const why = declined(file);
    tell(why ? 'failed' : 'waiting', why || 'waiting');

    function tell(state, key, part) {
      upload.state = state;
      bar.value = part === undefined ? bar.value : part;
      bar.hidden = state === 'failed' || state === 'added';
      again.hidden = state !== 'failed' || !MENDABLE.includes(key);
      row.className = state;
      const values = { megabytes: album.largest_bytes / 1048576, most: album.most, percent: Math.round(bar.value * 100) };
      status.textContent = say(key, values);
    }

    function retry() {
      tell('waiting', 'waiting', 0);
      work();
    }
  }

  async function carry(upload) {
    for (let turn = 0; ; turn += 1) {
      try {
        upload.tell('sending', 'sending', 0);
        const wish = {
          name: parts.name.value.trim() || null,
          type: typeOf(upload.file),
          bytes: upload.file.size,
          consents: { share: parts.share.checked, publish: parts.publish.checked },
          language,
          words: album.consents[language].version,
        };
        const granted = await ask({ upload: wish });
        await send(granted, upload.file, (part) => upload.tell('sending', 'sending', part));
        upload.photo = granted.photo_id;
        upload.tell('checking', 'checking', 1);
        look();
        return;
      } catch (failure) {
        const code = failure.message in words ? failure.message : 'away';
        if (!PASSING.includes(code) || turn === PAUSES.length) {
          upload.tell('failed', code);
          if (code === 'other_words' || code.startsWith('too_') || code === 'unauthorized') look();
          return;
        }
        upload.tell('sending', 'trying', 0);
        await pause(PAUSES[turn]);
      }
    }
  }

  function work() {
    parts.first.hidden = parts.share.checked || !uploads.some((each) => each.state === 'waiting');
    if (!parts.share.checked) return;
    const busy = uploads.filter((each) => each.state === 'sending').length;
    uploads
      .filter((each) => each.state === 'waiting')
      .slice(0, Math.max(0, AT_ONCE - busy))
      .forEach((each) => carry(each).then(work));
  }

  // The album

  async function look() {
    looking += 1;
    const mine = looking;
    try {
      const found = await ask();
      if (mine === looking) show(found);
    } catch (failure) {
      if (failure.message === 'unauthorized') return locked('unauthorized');
      if (!album) note('no_album');
    }
    if (mine === looking && uploads.some((each) => each.state === 'checking')) setTimeout(look, LOOK_AGAIN);
    return undefined;
  }

  function note(key) {
    place.replaceChildren(element('p', { class: 'note' }, say(key)));
    place.hidden = false;
  }

  function locked(key) {
    place.replaceChildren(element('p', {}, say(key)));
    place.hidden = false;
  }

  function show(found) {
    const renewed = album && album.consents[language].version !== found.consents[language].version;
    album = found;
    if (!parts) build();
    if (renewed) parts.share.checked = parts.publish.checked = false;
    const consent = album.consents[language];
    parts.shareWords.textContent = consent.share;
    parts.publishWords.textContent = consent.publish;
    parts.form.hidden = album.window.state !== 'open';
    parts.full.hidden = album.room > 0 || parts.form.hidden;
    uploads.filter((each) => each.state === 'checking').forEach(settle);
    tiles(album.photos.filter((each) => each.state === 'shown'));
    place.hidden = false;
  }

  function settle(upload) {
    const photo = album.photos.find((each) => each.photo_id === upload.photo);
    if (!photo) upload.tell('failed', 'taken_down');
    else if (photo.state === 'shown') upload.tell('added', 'added');
    else if (photo.state === 'refused') upload.tell('failed', photo.refused);
  }

  function build() {
    parts = {
      list: element('ul', { class: 'uploads' }),
      name: element('input', { id: 'album-name', maxlength: '40', autocomplete: 'given-name' }),
      share: element('input', { type: 'checkbox', id: 'album-share', change: work }),
      publish: element('input', { type: 'checkbox', id: 'album-publish' }),
      shareWords: element('label', { for: 'album-share' }),
      publishWords: element('label', { for: 'album-publish' }),
      first: element('p', { class: 'note', role: 'status', hidden: true }, say('consent_needed')),
      full: element('p', { hidden: true }, say('too_many', { most: album.most })),
      gallery: element('ul', { class: 'gallery' }),
      none: element('p', {}, say('none_yet')),
    };
    const accept = [...album.types, '.heic', '.heif'].join();
    const files = element('input', { type: 'file', id: 'album-files', multiple: true, accept, change: chosen });
    parts.form = element(
      'form',
      { submit: (event) => event.preventDefault() },
      element('p', {}, element('label', { for: 'album-name' }, say('name')), parts.name),
      element('p', { class: 'tick' }, parts.share, parts.shareWords),
      element('p', { class: 'tick' }, parts.publish, parts.publishWords),
      element('p', { class: 'small' }, say('optional')),
      element('p', { class: 'choose' }, files, element('label', { for: 'album-files', class: 'button' }, say('choose'))),
      element('p', { class: 'small' }, say('kinds', { megabytes: album.largest_bytes / 1048576 }))
    );
    place.replaceChildren(parts.form, parts.full, parts.first, parts.list, parts.none, parts.gallery);

    function chosen() {
      [...files.files].forEach(put);
      files.value = '';
      work();
    }
  }

  function tiles(photos) {
    const shown = new Map([...parts.gallery.children].map((tile) => [tile.dataset.photo, tile]));
    const wanted = photos.map((photo) => shown.get(photo.photo_id) || tile(photo));
    shown.forEach((old) => wanted.includes(old) || old.remove());
    wanted.forEach((each, index) => {
      if (parts.gallery.children[index] !== each) parts.gallery.insertBefore(each, parts.gallery.children[index] || null);
    });
    photos.forEach((photo) => {
      wanted.find((each) => each.dataset.photo === photo.photo_id).querySelector('a').href = photo.full_url;
    });
    parts.none.hidden = photos.length > 0;
  }

  function tile(photo) {
    const values = { number: photo.number, name: photo.name };
    const called = say(photo.name ? 'photo_from' : 'photo', values);
    const image = element('img', { src: photo.small_url, alt: called, loading: 'lazy', referrerpolicy: 'no-referrer' });
    const link = element('a', { href: photo.full_url, target: '_blank', rel: 'noopener noreferrer' }, image);
    const ways = element('span', { class: 'ways' });
    const made = element('li', { 'data-photo': photo.photo_id }, link, element('span', { class: 'small' }, called), ways);
    calm();
    return made;

    function button(key, click) {
      return element('button', { type: 'button', class: 'plain', click, 'aria-label': `${say(key)}: ${called}` }, say(key));
    }

    function calm() {
      ways.replaceChildren(button('take_down', sure));
    }

    function sure() {
      ways.replaceChildren(button('take_down_sure', down), ' ', button('take_down_not', calm));
      ways.firstChild.focus();
    }

    async function down() {
      ways.replaceChildren(say('taking_down'));
      try {
        looking += 1;
        show(await ask({ take_down: photo.photo_id }));
        document.getElementById('photos').focus();
      } catch {
        ways.replaceChildren(say('not_taken_down'), ' ', button('take_down', down));
      }
    }
  }

  // The token stays in the address, also in the other language and after a jump within the page.

  if (!token) {
    locked('no_link');
    return;
  }
  document.querySelectorAll('a.language').forEach((link) => {
    link.hash = token;
  });
  addEventListener('hashchange', () => {
    if (!location.hash.endsWith(token)) history.replaceState(null, '', `#${token}`);
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) look();
  });
  look();
})();
