/**
 * What the schema cannot see: rules about the order of a session's events. The backend takes such events all the same, and
 * reports them wrongly, so they are warnings.
 *
 * @typedef {{ eventType: string, playerTime: { playhead: number, ts: number }, params?: any }} MediaEvent
 * @typedef {{ limit: number, lastTs: number, seen: Set<string>, times: Set<number>, breakOpen: boolean, breakEmpty: boolean,
 *   adOpen: boolean, chapterOpen: boolean }} Sequence
 */

const secondsOfDay = 86_400;
const liveTypes = ['live', 'linear', 'radio'];
const playbackTypes = ['play', 'pauseStart', 'bufferStart'];
const endTypes = ['sessionComplete', 'sessionEnd'];

/** @param {MediaEvent} start @returns {Sequence} */
export function beginSequence({ params }) {
  const limit = liveTypes.includes(params['media.contentType']) ? secondsOfDay : params['media.length'];
  const marks = { seen: new Set(), times: new Set(), lastTs: -1 };
  return { limit, ...marks, breakOpen: false, breakEmpty: false, adOpen: false, chapterOpen: false };
}

/** @type {Record<string, (sequence: Sequence) => void>} */
const effects = {
  adBreakStart: (s) => Object.assign(s, { breakOpen: true, breakEmpty: true, adOpen: false }),
  adBreakComplete: (s) => Object.assign(s, { breakOpen: false, breakEmpty: false, adOpen: false }),
  adStart: (s) => Object.assign(s, { breakEmpty: false, adOpen: true }),
  adComplete: (s) => Object.assign(s, { adOpen: false }),
  adSkip: (s) => Object.assign(s, { adOpen: false }),
  chapterStart: (s) => Object.assign(s, { chapterOpen: true }),
  chapterComplete: (s) => Object.assign(s, { chapterOpen: false }),
  chapterSkip: (s) => Object.assign(s, { chapterOpen: false }),
};

/** @type {[(event: MediaEvent, s: Sequence) => boolean, (event: MediaEvent, s: Sequence) => string][]} */
const rules = [
  [(e, s) => e.playerTime.playhead >= s.limit, (e, s) => `playhead ${e.playerTime.playhead} is not below ${s.limit}`],
  [(e, s) => e.eventType === 'adStart' && !s.breakOpen, () => 'adStart outside an ad break: counted as main content'],
  [(e, s) => /^ad(Complete|Skip)$/.test(e.eventType) && !s.adOpen, (e) => `${e.eventType} without an open ad`],
  [(e, s) => e.eventType === 'adBreakComplete' && !s.breakOpen, () => 'adBreakComplete without an open ad break'],
  [
    (e, s) => /^chapter(Complete|Skip)$/.test(e.eventType) && !s.chapterOpen,
    (e) => `${e.eventType} without an open chapter`,
  ],
  [
    (e, s) => playbackTypes.includes(e.eventType) && s.breakEmpty,
    (e) => `${e.eventType} between adBreakStart and adStart`,
  ],
  [(e, s) => endTypes.includes(e.eventType) && s.adOpen, (e) => `${e.eventType} while an ad is open`],
  [(e, s) => endTypes.includes(e.eventType) && s.breakOpen, (e) => `${e.eventType} while an ad break is open`],
  [(e, s) => endTypes.includes(e.eventType) && s.chapterOpen, (e) => `${e.eventType} while a chapter is open`],
];

/** @param {MediaEvent} event @param {Sequence} sequence @returns {string[]} */
function timeWarnings({ playerTime: { ts } }, { lastTs, times }) {
  if (times.has(ts)) return [`ts ${ts} was already used in this session`];
  return ts < lastTs ? [`ts ${ts} is before ${lastTs}, already received`] : [];
}

/** Judges an accepted event and moves the sequence on. @param {Sequence} sequence @param {MediaEvent} event @returns {string[]} */
export function nextInSequence(sequence, event) {
  const { eventType, playerTime } = event;
  const warnings = timeWarnings(event, sequence);
  const mark = `${eventType}@${playerTime.ts}`;
  // A repeated delivery changes nothing; judging it against the state it already made would only add noise.
  if (sequence.seen.has(mark)) return warnings;
  for (const [broken, tell] of rules) if (broken(event, sequence)) warnings.push(tell(event, sequence));
  effects[eventType]?.(sequence);
  sequence.seen.add(mark);
  sequence.times.add(playerTime.ts);
  sequence.lastTs = Math.max(sequence.lastTs, playerTime.ts);
  return warnings;
}
