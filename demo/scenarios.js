import { find, make } from './dom.js';
import { backendDown, leftAndBack, sessionKilled, slowSession } from './verdicts.js';

/**
 * @import { Collector, Entry } from './collector.js'
 * @import { Facts, Happened, Verdict } from './verdicts.js'
 *
 * @typedef {object} Scene  what a scenario is played on
 * @property {any} player
 * @property {any} tracking
 * @property {(text: string) => void} say  what is going on
 * @property {(faults: Record<string, unknown>) => Promise<unknown>} faults
 *
 * @typedef {object} Scenario
 * @property {string} title
 * @property {string} should  what should happen
 * @property {(scene: Scene) => Promise<Partial<Facts> | null>} play  null: the page is being left
 * @property {(facts: Facts) => Verdict} judge
 */

const key = 'demo-scenario';
const wellBehaved = {
  sessionsDelayMs: 0,
  eventsDelayMs: 0,
  errorRate: 0,
  sessionsErrorRate: 0,
  dropBefore: 0,
  dropAfter: 0,
  refuse: false,
  hang: false,
};
const slowMs = 6_000;
const downSeconds = 20;
/** Recovery is spread over as much as twice the time of the outage. */
const longestDrainMs = 90_000;

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {() => boolean} holds @param {number} longestMs */
async function until(holds, longestMs = longestDrainMs) {
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
    should: 'The session is named 6 s late. Events wait for it; then all come in order, stamped when they happened.',
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
        say(`The server is down for another ${left} s; ${tracking.status.queued} wait.`);
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

/** Plays scenarios on the page, one at a time, and says how each went. */
export class Scenarios {
  #list = find('#scenarios');
  /** @type {Map<string, { button: HTMLButtonElement, verdict: HTMLElement }>} */
  #cards = new Map();
  /** @type {Map<number, Entry>} */
  #entries = new Map();

  /** @param {Collector} collector @param {() => { player: any, tracking: any }} anew  builds a player whose viewing has not begun */
  constructor(collector, anew) {
    this.collector = collector;
    this.anew = anew;
    for (const [name, { title, should }] of Object.entries(scenarios)) {
      const button = make('button', { type: 'button', 'data-scenario': name }, title);
      const verdict = make('p', { class: 'verdict', role: 'status' });
      button.addEventListener('click', () => void this.#run(name));
      this.#list.append(make('li', {}, button, make('p', {}, should), verdict));
      this.#cards.set(name, { button, verdict });
    }
  }

  /** @param {Entry} entry */
  receive(entry) {
    this.#entries.set(entry.seq, entry);
  }

  /** The server starts over. */
  clear() {
    this.#entries.clear();
  }

  /** Without a collection server of its own, the page has nothing to break. @param {boolean} there */
  enable(there) {
    this.#list.classList.toggle('off', !there);
    if (!this.#running) for (const { button } of this.#cards.values()) button.disabled = !there;
  }

  #running = false;

  /** The page was left by a scenario: judges it now. */
  async resume() {
    const left = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    if (!left) return;
    const { name, ...facts } = JSON.parse(left);
    await this.#play(name, async (say) => {
      say('You are back, and so is the server.');
      const to = Date.now();
      await this.collector.setFaults(wellBehaved);
      const end = () => this.#since(facts.begun).some((entry) => isEnd(entry, facts.sessionId));
      await until(end, 30_000).catch(() => {});
      await pause(500);
      return { ...facts, to };
    });
  }

  /** @param {string} name */
  #run(name) {
    return this.#play(name, async (say) => {
      say('It begins.');
      await this.collector.setFaults(wellBehaved);
      const begun = Math.max(0, ...this.#entries.keys());
      const { player, tracking } = this.anew();
      const happened = heard(tracking);
      const faults = (/** @type {Record<string, any>} */ patch) =>
        'close' in patch ? this.collector.closeSession(patch['close']) : this.collector.setFaults(patch);
      const scene = { player, tracking, say, faults };
      const facts = await /** @type {Scenario} */ (scenarios[name]).play(scene);
      if (name !== 'leave') return { ...facts, begun, happened };
      sessionStorage.setItem(key, JSON.stringify({ name, ...facts, begun, happened }));
      location.href = `/demo/away.html?back=${encodeURIComponent(location.pathname + location.search)}`;
      return null;
    });
  }

  /** @param {string} name @param {(say: (text: string) => void) => Promise<Partial<Facts & { begun: number }> | null>} play */
  async #play(name, play) {
    const { verdict } = /** @type {{ verdict: HTMLElement }} */ (this.#cards.get(name));
    const say = (/** @type {string} */ text, state = 'running') => {
      verdict.dataset['state'] = state;
      verdict.textContent = text;
    };
    this.#busy(true);
    try {
      const facts = await play(say);
      if (!facts) return;
      const entries = this.#since(facts.begun ?? 0);
      const judged = /** @type {Scenario} */ (scenarios[name]).judge({ happened: [], ...facts, entries });
      say(judged.text, judged.held ? 'held' : 'broken');
    } catch (error) {
      await this.collector.setFaults(wellBehaved);
      say(`It could not be played: ${error instanceof Error ? error.message : error}.`, 'broken');
    } finally {
      this.#busy(false);
    }
  }

  /** @param {boolean} running */
  #busy(running) {
    this.#running = running;
    for (const { button } of this.#cards.values()) button.disabled = running;
  }

  /** @param {number} seq @returns {Entry[]} */
  #since(seq) {
    return [...this.#entries.values()].filter((entry) => entry.seq > seq).sort((one, other) => one.seq - other.seq);
  }
}

/** @param {Entry} entry @param {string} sessionId */
const isEnd = ({ body, status, ...entry }, sessionId) =>
  entry.sessionId === sessionId && body?.eventType === 'sessionEnd' && Number(status) < 300 && Boolean(status);

/** What a tracking tells from now on; pings that gave way to newer ones are none of it. @param {any} tracking @returns {Happened[]} */
function heard(tracking) {
  /** @type {Happened[]} */
  const happened = [];
  tracking.on('eventqueued', (/** @type {unknown} */ _event, /** @type {any} */ { event: { type, ts } }) => {
    happened.push({ type, ts });
  });
  tracking.on('eventdropped', (/** @type {unknown} */ _event, /** @type {any} */ { event, reason }) => {
    const at = happened.findIndex(({ ts }) => ts === event.ts);
    if (['thinned', 'superseded'].includes(reason)) happened.splice(at, 1);
  });
  return happened;
}
