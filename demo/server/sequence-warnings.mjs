/**
 * What the schema cannot see: rules about the order of a session's events. The backend takes such events all the same, and
 * reports them wrongly, so they are warnings.
 *
 * @typedef {{ eventType: string, playerTime: { playhead: number, ts: number }, params?: any }} MediaEvent
 * @typedef {{ limit: number, open: Set<string>, breakEmpty: boolean }} Order  of events, in whatever way they came
 *   `open` holds `ad`, `adBreak`, `chapter`, and `state mute` for states
 * @typedef {Order & { lastTs: number, seen: Set<string>, times: Set<number> }} Sequence  as it arrives
 */

const secondsOfDay = 86_400;
const liveTypes = ['live', 'linear', 'radio'];
/** @type {Record<string, string>} */
const things = { ad: 'ad', adBreak: 'ad break', chapter: 'chapter' };

/** @param {string} eventType */
export const isPlayback = (eventType) => /^(play|pauseStart|bufferStart)$/.test(eventType);

/** @param {string} thing */
const aThing = (thing) => `a${thing === 'chapter' ? '' : 'n'} ${things[thing]}`;

/** @param {MediaEvent} start @returns {Order} */
export function beginOrder({ params }) {
  const limit = liveTypes.includes(params['media.contentType']) ? secondsOfDay : params['media.length'];
  return { limit, open: new Set(), breakEmpty: false };
}

/** @param {MediaEvent} start @returns {Sequence} */
export const beginSequence = (start) => ({ ...beginOrder(start), seen: new Set(), times: new Set(), lastTs: -1 });

/** What an event begins or ends, if it does. @param {Pick<MediaEvent, 'eventType'>} event @returns {[thing: string, starts: boolean]} */
export function turnOf({ eventType }) {
  const [, thing = '', what] = /^(adBreak|ad|chapter|state)([SCE].*)/.exec(eventType) ?? [];
  return [thing, what === 'Start'];
}

/** As it is in `open`. @param {string} thing @param {MediaEvent} event */
const keyOf = (thing, { params }) => (thing === 'state' ? `state ${params?.['media.state.name']}` : thing);

/** @param {MediaEvent} event @param {Set<string>} open @returns {string | false} */
function turnWarning(event, open) {
  const { eventType } = event;
  const [thing, starts] = turnOf(event);
  const key = keyOf(thing, event);
  if (!thing || starts !== open.has(key)) return false;
  const known = things[thing];
  if (!known) return `${key} ${starts ? 'started twice' : 'ended without having started'}`;
  return starts ? `${eventType} while ${aThing(thing)} is open` : `${eventType} without an open ${known}`;
}

/** @param {MediaEvent} event @param {Order} order @returns {string[]} */
function orderWarnings(event, { limit, open, breakEmpty }) {
  const { eventType, playerTime } = event;
  const ends = /^session[CE]/.test(eventType);
  const left = Object.keys(things).filter((thing) => ends && open.has(thing));
  return [
    playerTime.playhead >= limit && `playhead ${playerTime.playhead} is not below ${limit}`,
    eventType === 'adStart' && !open.has('adBreak') && 'adStart outside an ad break: counted as main content',
    turnWarning(event, open),
    isPlayback(eventType) && breakEmpty && `${eventType} between adBreakStart and adStart`,
    ...left.map((thing) => `${eventType} while ${aThing(thing)} is open`),
  ].filter((warning) => warning !== false);
}

/** @param {Order} order @param {MediaEvent} event */
function moveOn(order, event) {
  const { open } = order;
  const { eventType } = event;
  const [thing, starts] = turnOf(event);
  if (thing === 'adBreak') open.delete('ad');
  open[starts ? 'add' : 'delete'](keyOf(thing, event));
  if (/^ad(Break|Start)/.test(eventType)) order.breakEmpty = thing === 'adBreak' && starts;
}

/** Judges an event that was never told before, and moves the order on. @param {Order} order @param {MediaEvent} event @returns {string[]} */
export function nextInOrder(order, event) {
  const warnings = orderWarnings(event, order);
  moveOn(order, event);
  return warnings;
}

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
  warnings.push(...nextInOrder(sequence, event));
  sequence.seen.add(mark);
  sequence.times.add(playerTime.ts);
  sequence.lastTs = Math.max(sequence.lastTs, playerTime.ts);
  return warnings;
}
