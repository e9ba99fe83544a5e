/**
 * Runs in the page, and must not use anything outside of itself: tells the inspector of so many events, opens its panel, scrolls it, and lets
 * events come meanwhile.
 *
 * @typedef {{ frames: number, longestMs: number, longestTaskMs: number }} Measured  `longestMs` between two frames; `longestTaskMs` of script and layout in one
 *
 * @param {number} count
 * @returns {Promise<Record<string, Measured>>}
 */
export async function inspect(count) {
  const { player, tracking } = /** @type {any} */ (globalThis);
  const types = ['play', 'pauseStart', 'bufferStart', 'ping', 'ping', 'ping', 'chapterStart', 'chapterComplete'];
  const media = { chapter: { index: 1, offset: 0, length: 9, friendlyName: 'A chapter' } };
  let made = 0;
  const began = Date.now();
  const tell = () => {
    const type = types[made % types.length];
    const event = { id: 1e6 + made, type, playhead: made, ts: began + made * 1000, params: { media } };
    made += 1;
    tracking.trigger('eventqueued', { event });
    tracking.trigger('eventsent', { event, attempt: 1 });
    tracking.trigger('eventdelivered', { event, sessionId: 's', attempts: 1 });
  };
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

  /** @param {(at: number) => unknown} act @param {number} frames @returns {Promise<Measured>} */
  const during = async (act, frames) => {
    /** @type {number[]} */
    const tasks = [];
    const observer = new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ duration }) => duration)),
    );
    observer.observe({ entryTypes: ['longtask'] });
    let longestMs = 0;
    let longestTaskMs = 0;
    let last = await frame();
    for (let at = 0; at < frames; at++) {
      const from = performance.now();
      act(at);
      // What the browser would do at the end of the frame, so that it is counted.
      player.el().offsetHeight;
      document.querySelector('.vjs-media-tracking-inspector')?.shadowRoot?.querySelector('.list')?.scrollHeight;
      longestTaskMs = Math.max(longestTaskMs, performance.now() - from);
      const now = await frame();
      longestMs = Math.max(longestMs, now - last);
      last = now;
    }
    observer.takeRecords().forEach(({ duration }) => tasks.push(duration));
    observer.disconnect();
    return { frames, longestMs, longestTaskMs: Math.max(longestTaskMs, ...tasks) };
  };

  // The record listens from here on.
  tracking.inspector().close();
  for (let told = 0; told < count; told++) {
    tell();
    if (told % 500 === 0) await frame();
  }
  const open = await during((at) => at === 0 && tracking.inspector(), 30);
  const list = document.querySelector('.vjs-media-tracking-inspector')?.shadowRoot?.querySelector('.list');
  if (!list) throw new Error('the inspector has no list');
  const scrolled = await during((at) => (list.scrollTop = (at / 120) * list.scrollHeight), 120);
  const jumps = await during((at) => (list.scrollTop = ((at * 7919) % 100) * 0.01 * list.scrollHeight), 60);
  const events = await during(tell, 120);
  const rows = list.querySelectorAll('.row').length;
  if (rows > 80) throw new Error(`${rows} rows are in the document`);
  return { opened: open, scrolled, jumps, events };
}
