// Keeps a page of the preview as it is on disk: it's loaded again when it changed, and says what is wrong meanwhile.
// The server adds it to what it answers; it's in no page of the site.
(() => {
  const { page, files, panel } = document.currentScript.dataset;
  const events = '/.broadsheet/events?path=' + encodeURIComponent(location.pathname);
  let source, host, dismissed = '';

  function listen() {
    stop();
    if (document.hidden) return; // a browser keeps few connections to a host, and a tab nobody sees needs none
    source = new EventSource(events);
    source.onmessage = ({ data }) => take(JSON.parse(data));
    source.onerror = () => source.readyState === EventSource.CLOSED && setTimeout(listen, 1000);
  }

  function stop() {
    source?.close();
    source = undefined;
  }

  function take(now) {
    if (now.page !== page || now.files !== files) {
      stop();
      location.reload(); // which keeps the place where one was
    } else if (panel !== 'none') {
      show(now.problems);
    }
  }

  function part(name, text, into) {
    const made = document.createElement(name);
    made.textContent = text;
    into.append(made);
    return made;
  }

  function show(problems) {
    const said = JSON.stringify(problems);
    host?.remove();
    host = undefined;
    if (!problems.length || said === dismissed) return;
    host = document.createElement('div');
    host.id = 'broadsheet-problems';
    const root = host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [style]; // an element would be against a policy
    const box = document.createElement('section');
    box.setAttribute('role', 'alert');
    document.documentElement.append(host);
    root.append(box);
    part('h2', problems.length === 1 ? '1 error' : problems.length + ' errors', box);
    const list = document.createElement('ol');
    list.tabIndex = 0; // so that the keyboard scrolls it
    list.setAttribute('aria-label', 'Errors');
    for (const problem of problems) {
      const item = part('li', '', list);
      part('code', problem.place, item);
      part('p', problem.message, item);
      if (problem.excerpt) part('pre', problem.excerpt, item);
      if (problem.hint) part('p', 'hint: ' + problem.hint, item);
    }
    box.append(list);
    const hide = () => { dismissed = said; host?.remove(); };
    part('button', 'Hide', box).onclick = hide;
    box.onkeydown = event => event.key === 'Escape' && hide();
  }

  const STYLE = `
    section { position: fixed; inset: auto 0 0 0; z-index: 2147483647; box-sizing: border-box; max-height: 50vh;
      display: flex; flex-direction: column; padding: 1rem 1.25rem; direction: ltr; text-align: left;
      font: 1rem/1.45 system-ui, sans-serif; color: #fff; background: #451018; border-top: 4px solid #ff8a94; }
    h2 { margin: 0 5rem .5rem 0; font-size: 1rem; }
    ol { margin: 0; padding: 0; overflow: auto; list-style: none; }
    li + li { margin-top: 1rem; border-top: 1px solid #8d4a53; padding-top: 1rem; }
    p { margin: .25rem 0; overflow-wrap: anywhere; }
    code { color: #ffc9ce; overflow-wrap: anywhere; }
    code, pre { font-family: ui-monospace, monospace; font-size: .875rem; }
    pre { margin: .5rem 0; padding: .5rem; overflow: auto; background: #2b080d; }
    button { position: absolute; inset: .75rem 1rem auto auto; min-height: 2rem; padding: 0 .75rem; font: inherit;
      color: inherit; background: none; border: 1px solid #ff8a94; border-radius: 4px; cursor: pointer; }
    :focus-visible { outline: 3px solid #fff; outline-offset: 2px; }
    @media print { section { display: none; } }`;
  const style = new CSSStyleSheet();
  style.replaceSync(STYLE);

  document.addEventListener('visibilitychange', listen);
  addEventListener('pagehide', stop);
  addEventListener('pageshow', event => event.persisted && listen());
  listen();
})();
