import { backendDown, leftAndBack, sessionKilled, slowSession } from './verdicts.js';

/**
 * @import { Facts, Verdict } from './verdicts.js'
 *
 * @typedef {object} Scene  what a scenario is played on
 * @property {any} player
 * @property {any} tracking
 * @property {(text: string, meanwhile?: string) => void} say  what is going on; `meanwhile` changes too often to be read out
 * @property {(faults: Record<string, unknown>) => Promise<unknown>} faults
 *
 * @typedef {object} Scenario
 * @property {string} title
 * @property {string} should  what should happen
 * @property {(scene: Scene) => Promise<Partial<Facts> | null>} play  null: the page is being left
 * @property {(facts: Facts) => Verdict} judge
 */

/** The settings of a server that does what it should. */
export const wellBehaved = {
  sessionsDelayMs: 0,
  eventsDelayMs: 0,
  errorRate: 0,
  sessionsErrorRate: 0,
  dropBefore: 0,
  dropAfter: 0,
  refuse: false,
  hang: false,
};
/** `?brief` shortens what is waited for. */
const brief = new URLSearchParams(location.search).has('brief');
const slowMs = brief ? 3_500 : 6_000;
const downSeconds = brief ? 6 : 20;
/** Recovery is spread over as much as twice the time of the outage. */
const longestDrainMs = 90_000;

/** @param {number} ms */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {() => boolean} holds @param {number} longestMs */
export async function until(holds, longestMs = longestDrainMs) {
  const deadline = Date.now() + longestMs;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('it takes too long');
    await pause(100);
  }
}

/** Nothing waits, and nothing is held back to see whether it is meant. @param {any} tracking */
async function drained(tracking) {
  await pause(500);
  await until(() => tracking.status.queued === 0);
}

/** @param {Scene} scene */
async function opened({ player, tracking, say }) {
  say('A session is opened.');
  await player.play();
  await until(() => tracking.status.session.state === 'open' && tracking.status.queued === 0);
  await pause(1_500);
}

/** @type {Record<string, Scenario>} */
export const scenarios = {
  slow: {
    title: 'Slow Sessions response',
    should: `The session is named ${slowMs / 1_000} s late. Events wait for it; then all come in order, stamped when they happened.`,
    async play({ player, tracking, say, faults }) {
      await faults({ sessionsDelayMs: slowMs });
      say('The viewer plays, pauses and plays on; the session is not there yet.');
      await player.play();
      await pause(2_000);
      player.pause();
      await pause(1_000);
      await player.play();
      await until(() => tracking.status.session.state === 'open');
      await drained(tracking);
      return {};
    },
    judge: slowSession,
  },
  down: {
    title: `Backend down for ${downSeconds} s`,
    should: 'Nothing gets through. The viewer does not notice; afterwards each event comes once, in order.',
    async play(scene) {
      const { player, tracking, say, faults } = scene;
      await opened(scene);
      await faults({ refuse: true });
      const from = Date.now();
      for (let left = downSeconds; left > 0; left--) {
        say(`The server is down for ${downSeconds} s.`, ` Another ${left} s; ${tracking.status.queued} wait.`);
        if (left === downSeconds - 3) player.pause();
        if (left === downSeconds - 5) void player.play();
        await pause(1_000);
      }
      const to = Date.now();
      await faults({ refuse: false });
      say('The server is back. What waits is sent at a pace.');
      await drained(tracking);
      return { from, to };
    },
    judge: backendDown,
  },
  killed: {
    title: 'Session killed',
    should: 'The next event is answered 410. A new session with media.resume takes it over, as it was.',
    async play(scene) {
      const { player, tracking, say } = scene;
      await opened(scene);
      const sessionId = tracking.status.session.id;
      await scene.faults({ close: sessionId });
      say('The server has closed the session; the viewer pauses.');
      player.pause();
      await until(() => tracking.status.session.state === 'open' && tracking.status.session.id !== sessionId, 30_000);
      await drained(tracking);
      return { sessionId };
    },
    judge: sessionKilled,
  },
  leave: {
    title: 'Leave and come back',
    should: 'You leave while the server is down. Back on the page, what was left is delivered and its session ended.',
    async play(scene) {
      const { player, tracking, say, faults } = scene;
      await opened(scene);
      await faults({ refuse: true });
      player.pause();
      say('The server is down, a pause waits, and you leave the page.');
      await pause(1_000);
      return { sessionId: tracking.status.session.id, from: Date.now() };
    },
    judge: leftAndBack,
  },
};
