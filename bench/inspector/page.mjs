/**
 * What is done with the inspector. All of these run in the page, and must not use anything outside of themselves.
 */

/** Tells the inspector of so many events. @param {number} count */
export async function prepare(count) {
  const { tracking } = /** @type {any} */ (globalThis);
  const types = ['play', 'pauseStart', 'bufferStart', 'ping', 'ping', 'ping', 'chapterStart', 'chapterComplete'];
  const media = { chapter: { index: 1, offset: 0, length: 9, friendlyName: 'A chapter' } };
  const began = Date.now();
  let made = 0;
  const tell = () => {
    const type = types[made % types.length];
    const params = type === 'chapterStart' && { params: { media } };
    const event = { id: 1e6 + made, type, playhead: made, ts: began + made * 1000, ...params };
    made += 1;
    tracking.trigger('eventqueued', { event });
    tracking.trigger('eventsent', { event, attempt: 1 });
    tracking.trigger('eventdelivered', { event, sessionId: 's', attempts: 1 });
  };
  Object.assign(globalThis, { tell });
  // The record listens from here on.
  tracking.inspector().close();
  for (let told = 0; told < count; told++) {
    tell();
    if (told % 500 === 0) await new Promise(requestAnimationFrame);
  }
}

/** Does something with each of so many frames. @param {string} act  code, with `at`, the frame's number, and `list` in reach @param {number} frames */
export async function during(act, frames) {
  const run = new Function('at', 'list', act);
  for (let at = 0; at < frames; at++) {
    const list = document.querySelector('.vjs-media-tracking-inspector')?.shadowRoot?.querySelector('.list');
    run(at, list);
    await new Promise(requestAnimationFrame);
    if (Number(list?.querySelectorAll('.row').length) > 80) throw new Error('too many rows are in the document');
  }
}
