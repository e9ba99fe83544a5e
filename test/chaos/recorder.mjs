/**
 * Runs in the page before its own scripts: writes down in the site's storage, which outlives the page, what the plugin takes note
 * of, sends, hears of and gives up, and where the media element is then. It must not use anything outside of itself.
 */
export function installRecorder() {
  const name = `seen:${Date.now()}${Math.random()}`;
  let count = 0;
  /** @param {string} kind @param {unknown} what */
  const write = (kind, what) => {
    try {
      localStorage.setItem(`${name}:${kind}:${count++}`, JSON.stringify(what));
    } catch {
      // A page that may not store is judged by what arrives.
    }
  };
  // What it sends never arrives at this backend.
  navigator.sendBeacon = (url) => {
    write('beacon', String(url));
    return true;
  };
  const follow = () => {
    const { tracking, player } = /** @type {any} */ (window);
    if (!tracking?.on) return;
    clearInterval(timer);
    /** Where the picture was: seeks and what is told late have no simple truth. */
    const truthOf = (/** @type {any} */ event) => {
      const now = Math.abs(event.ts - Date.now()) < 60 && !player.seeking() && ['error', 'ping'].includes(event.type);
      return now ? player.currentTime() : null;
    };
    // What brings a session that takes the place of another to where that one was: no event that happened.
    const remade = new Set();
    let remaking = false;
    /** @param {string} kind @param {any} event @param {object} more */
    const note = (kind, { type, ts, playhead, params, qoe }, more) => {
      const key = `${type}@${ts}`;
      if (params?.media?.resume) {
        remaking = true;
        queueMicrotask(() => (remaking = false));
      } else if (kind === 'queued' && remaking) remade.add(key);
      else if (!remade.has(key)) write(kind, { type, ts, playhead, id: qoe?.errorID, ...more });
    };
    const noteAs =
      (/** @type {string} */ kind, /** @type {(event: any) => object} */ more) =>
      (/** @type {any} */ _e, /** @type {any} */ { event, reason }) =>
        note(kind, event, { ...more(event), reason });
    // By the clock that is never set.
    const at = () => ({ at: performance.timeOrigin + performance.now() });
    tracking.on(
      'eventqueued',
      noteAs('queued', (event) => ({ truth: truthOf(event) })),
    );
    tracking.on(
      'eventdropped',
      noteAs('dropped', () => ({})),
    );
    tracking.on('eventsent', noteAs('sent', at));
    tracking.on('eventdelivered', noteAs('delivered', at));
  };
  const timer = setInterval(follow, 1);
  document.addEventListener('DOMContentLoaded', follow);
}
