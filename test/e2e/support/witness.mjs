/**
 * What really happened, written down in the page by nobody of the plugin's acquaintance: media events and inputs are
 * recorded in the turn they happen, before any other listener hears of them, and the playhead is sampled all along.
 *
 * @typedef {object} Moment
 * @property {number} at  ms since the epoch
 * @property {string} type  of the media event or input; `sample` for what was read in passing
 * @property {number} playhead  seconds, of the media element
 * @property {boolean} seeking
 * @property {boolean} paused
 *
 * @typedef {object} Witness
 * @property {Moment[]} moments  media events and inputs
 * @property {Moment[]} samples  the playhead every 50 ms
 * @property {string[]} errors  uncaught, or rejected and unhandled
 * @property {string[]} logs  what was written to the console as a warning or an error
 * @property {() => number} mark  to look on from here
 * @property {(note: string) => Moment} note  writes down a moment that a test makes
 * @property {(until: (moments: Moment[]) => Moment | undefined, what: string, timeoutMs?: number) => Promise<Moment>} until
 * @property {(type: string, mark: number, timeoutMs?: number) => Promise<Moment>} next
 * @property {(mark: number) => Promise<Moment>} landing
 * @property {() => Promise<Moment>} quiet  nothing has happened for a while
 * @property {(mark: number) => Promise<Moment>} shown  content is on screen after a `play()`
 * @property {(seconds: number) => Promise<Moment>} passes
 */

/** To be run in the page before its own scripts; therefore it must not use anything outside of itself. */
export function installWitness() {
  const mediaEvents = ['play', 'playing', 'pause', 'seeking', 'seeked', 'waiting', 'ended', 'loadstart', 'emptied'];
  const inputs = ['mousedown', 'mousemove', 'mouseup', 'keydown'];
  const sampleMs = 50;
  /** A seek has landed when no other follows within this time, as the plugin promises it. */
  const settleMs = 400;

  /** @type {Moment[]} */
  const moments = [];
  /** @type {Moment[]} */
  const samples = [];
  /** @type {string[]} */
  const errors = [];
  /** @type {string[]} */
  const logs = [];
  /** @type {Set<() => void>} */
  const curious = new Set();
  /** @type {HTMLMediaElement | null} */
  let media = null;

  /** @param {string} type @returns {Moment} */
  const read = (type) => ({
    at: Date.now(),
    type,
    playhead: media?.currentTime ?? 0,
    seeking: media?.seeking ?? false,
    paused: media?.paused ?? true,
  });

  /** @param {string} type */
  function note(type) {
    const moment = read(type);
    moments.push(moment);
    for (const look of curious) look();
    return moment;
  }

  for (const type of mediaEvents) {
    // Media events do not bubble, but they are captured.
    document.addEventListener(
      type,
      ({ target }) => {
        if (!(target instanceof HTMLMediaElement) || target.closest('.sample-ad, .ima-ad-container')) return;
        media = target;
        note(type);
      },
      true,
    );
  }
  for (const type of inputs) addEventListener(type, () => note(type), true);
  setInterval(() => {
    if (!media) return;
    samples.push(read('sample'));
    for (const look of curious) look();
  }, sampleMs);

  addEventListener('error', ({ message }) => errors.push(message));
  addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)));
  for (const level of /** @type {const} */ (['warn', 'error'])) {
    const original = console[level];
    console[level] = (...words) => {
      logs.push(words.map(String).join(' '));
      original.apply(console, words);
    };
  }

  /** @type {Witness['until']} */
  const until = (find, what, timeoutMs = 20_000) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = find(moments);
        if (!found) return;
        clearTimeout(timer);
        curious.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        curious.delete(look);
        const came = moments.slice(-12).map(({ type, playhead }) => `${type}@${playhead.toFixed(2)}`);
        reject(new Error(`${what} did not come within ${timeoutMs} ms; last came ${came.join(', ') || 'nothing'}`));
      }, timeoutMs);
      curious.add(look);
      look();
    });

  /** @type {Witness} */
  const witness = {
    moments,
    samples,
    errors,
    logs,
    mark: () => moments.length,
    note,
    until,
    next: (type, mark, timeoutMs) => {
      const isIt = (/** @type {Moment} */ moment) => moment.type === type;
      return until((all) => all.slice(mark).find(isIt), type, timeoutMs);
    },
    // The first `playing` after the last of all seeks.
    landing: (mark) =>
      until((all) => {
        const last = all.findLastIndex(({ type }) => type === 'seeking');
        const landed = last < mark ? undefined : all.slice(last).find(({ type }) => type === 'playing');
        return landed && Date.now() - landed.at > settleMs ? landed : undefined;
      }, 'the landing of the seek'),
    quiet: () => {
      const mark = moments.length;
      const since = Date.now();
      return until((all) => {
        const last = all.length > mark ? all.at(-1) : undefined;
        return Date.now() - (last?.at ?? since) > settleMs ? (last ?? read('quiet')) : undefined;
      }, 'an end of events');
    },
    // Firefox says that a replay plays before it has gone back to the beginning.
    shown: (mark) =>
      until((all) => {
        const playing = all.slice(mark).find(({ type }) => type === 'playing');
        const last = samples.at(-1);
        if (!playing || !last || last.at <= playing.at || last.seeking) return undefined;
        return all.findLast(({ type, at }) => type === 'seeked' && at >= playing.at && at <= last.at) ?? playing;
      }, 'playing'),
    passes: (seconds) => {
      // What was seen last may have been the end of what is played anew.
      const seen = samples.length;
      return until(() => {
        const last = samples.length > seen ? samples.at(-1) : undefined;
        return last && !last.seeking && last.playhead >= seconds ? last : undefined;
      }, `playhead ${seconds}`);
    },
  };
  Object.assign(window, { witness });
}
