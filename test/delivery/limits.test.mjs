import assert from 'node:assert/strict';
import { after } from 'node:test';
import { leaps } from './support.mjs';
import { closeBrowsers } from '../e2e/support/browsers.mjs';
import { does, drained, overVisits, pauses, plays, setsClock, withClock } from '../e2e/support/visits.mjs';

/** @import { Visits } from '../e2e/support/visits.mjs' */

after(closeBrowsers);

/** A page that plays in the middle of a chapter, with a state that is on. @param {Visits} visits */
async function playsChapter(visits) {
  const page = await visits.opens({}, withClock);
  await plays(page);
  await does(
    page,
    `tracking.startChapter({ index: 1, start: 0, end: 30, title: 'One' }); tracking.startState('theaterMode');`,
  );
  await visits.arrived('stateStart');
  await drained(page);
  return page;
}

/** Shorter than what would be a sleep, ms. */
const leapMs = 9.5 * 60_000;

/** What was told in the nth session, without pings. @param {Visits} visits @param {number} nth */
const toldIn = ({ accepted, server }, nth) =>
  accepted
    .filter(({ sessionId, body }) => sessionId === server.ledger.sessions()[nth] && body.eventType !== 'ping')
    .map(({ body }) => body.eventType);

const began = ['sessionStart', 'play', 'chapterStart', 'stateStart'];
/** What brings a session to where the one before was. */
const again = ['sessionStart', 'chapterStart', 'stateStart', 'play'];

/** @param {Visits} visits @param {string[]} first @param {string[]} second */
function assertResumed(visits, first, second) {
  const { entries } = visits.server.ledger;
  const [old] = visits.server.ledger.sessions();
  assert.deepEqual([toldIn(visits, 0), toldIn(visits, 1)], [first, second]);
  assert.equal(visits.server.ledger.sessions().length, 2);
  const [, start] = entries.filter(({ route }) => route === 'sessions');
  assert.equal(start?.body.params['media.resume'], true);
  const later = entries.filter(({ body }) => body.playerTime.ts >= start?.body.playerTime.ts);
  assert.ok(!later.some(({ sessionId }) => sessionId === old), 'nothing later is told in the one before');
  visits.assertClean();
}

overVisits({
  'after 30 minutes without movement a session ends; playback that goes on is told in another': async (visits) => {
    const page = await playsChapter(visits);
    await pauses(page);
    await drained(page);
    await leaps(page, 3, leapMs, 'eventdelivered');
    await setsClock(page, 31);
    await does(page, `dispatchEvent(new Event('focus'))`);
    await visits.arrived('sessionEnd');
    await plays(page);
    await visits.arrived('play', 2);
    await pauses(page);
    await visits.arrived('pauseStart', 2);
    assertResumed(visits, [...began, 'pauseStart', 'chapterSkip', 'sessionEnd'], [...again, 'pauseStart']);
  },
  'a session of 24 hours ends, and what goes on is told in another': async (visits) => {
    const page = await playsChapter(visits);
    // So that the clip does not begin anew meanwhile: that is another viewing.
    await does(page, 'player.playbackRate(0.25)');
    await leaps(page, Math.ceil((24 * 3_600_000) / leapMs), leapMs, 'eventdelivered');
    await visits.arrived('sessionEnd');
    await visits.arrived('play', 2);
    await pauses(page);
    await visits.arrived('pauseStart');
    assertResumed(visits, [...began, 'chapterSkip', 'sessionEnd'], [...again, 'pauseStart']);
  },
  'back from a sleep of more than 10 minutes, what goes on is told in another session': async (visits) => {
    const page = await playsChapter(visits);
    await setsClock(page, 10.5);
    await visits.arrived('play', 2);
    await pauses(page);
    await visits.arrived('pauseStart');
    assertResumed(visits, began, [...again, 'pauseStart']);
  },
});
