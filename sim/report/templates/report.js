'use strict';
(function () {
  const root = document.documentElement;

  /** Show the page in a language, charts and labels included. */
  function show(lang) {
    root.lang = lang;
    document.title = root.getAttribute('data-title-' + lang);
    document.querySelectorAll('[data-label-zh]').forEach(function (part) {
      part.setAttribute('aria-label', part.getAttribute('data-label-' + lang));
    });
    if (globalThis.Yizhan && globalThis.Yizhan.setLang) globalThis.Yizhan.setLang(lang);
  }

  /** Return the text that a script element holds, packed by gzip and base64. */
  function unpack(id) {
    const packed = atob(document.getElementById(id).textContent.trim());
    const bytes = Uint8Array.from(packed, function (letter) { return letter.charCodeAt(0); });
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(stream).text();
  }

  /** Run a script that the page's policy knows by its hash. */
  function run(code) {
    const script = document.createElement('script');
    script.textContent = code;
    document.head.append(script);
    script.remove();
  }

  /** Put every chart in the place that waits for it; where that fails, the words in the place stay. */
  async function draw() {
    const [library, data] = await Promise.all([unpack('packed-library'), unpack('packed-charts')]);
    run(library);
    const charts = JSON.parse(data);
    document.querySelectorAll('[data-chart]').forEach(function (place) {
      const chart = charts[place.getAttribute('data-chart')];
      while (place.firstChild) place.removeChild(place.firstChild);
      const level = Number(place.getAttribute('data-level'));
      globalThis.Yizhan.figure(place, chart, { lang: root.lang, level });
    });
    root.setAttribute('data-drawn', '');
  }

  document.getElementById('switch').addEventListener('click', function () {
    show(root.lang === 'zh' ? 'en' : 'zh');
  });
  const opened = [];
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('main > section > details:not([open])').forEach(function (part) {
      part.open = true;
      opened.push(part);
    });
  });
  window.addEventListener('afterprint', function () {
    while (opened.length) opened.pop().open = false;
  });
  if (document.getElementById('packed-charts') && 'DecompressionStream' in globalThis) draw();
})();
