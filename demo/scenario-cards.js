import { find, make } from './dom.js';
import { pause, scenarios, until, wellBehaved } from './scenarios.js';

/**
 * @import { Collector, Entry } from './collector.js'
 * @import { Scenario } from './scenarios.js'
 * @import { Facts, Happened } from './verdicts.js'
 */

const key = 'demo-scenario';

/** Plays scenarios on the page, one at a time, and says how each went. */
export class Scenarios {
  #list = find('#scenarios');
  /** @type {Map<string, { button: HTMLButtonElement, verdict: HTMLElement, meanwhile: HTMLElement }>} */
  #cards = new Map();
  /** @type {Map<number, Entry>} */
  #entries = new Map();

  /** One has left the page, and is to be judged now. */
  static waits() {
    return sessionStorage.getItem(key) !== null;
  }

  /**
   * @param {Collector} collector
   * @param {Record<string, unknown>} initial  the server's settings while no scenario has it
   * @param {() => { player: any, tracking: any }} anew  builds a player whose viewing has not begun
   * @param {(running: boolean) => void} changed  one has begun, or is over
   */
  constructor(collector, initial, anew, changed) {
    this.collector = collector;
    this.initial = initial;
    this.anew = anew;
    this.changed = changed;
    for (const [name, { title, should }] of Object.entries(scenarios)) {
      const button = make('button', { type: 'button', 'data-scenario': name }, title);
      const verdict = make('span', { role: 'status', class: 'verdict' });
      const meanwhile = make('span');
      button.addEventListener('click', () => void this.#run(name));
      this.#list.append(make('li', {}, button, make('p', {}, should), make('p', {}, verdict, meanwhile)));
      this.#cards.set(name, { button, verdict, meanwhile });
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

  /** @param {string} name @param {(say: (text: string, meanwhile?: string) => void) => Promise<Partial<Facts & { begun: number }> | null>} play */
  async #play(name, play) {
    const card = this.#cards.get(name);
    if (!card) return;
    const { verdict, meanwhile } = card;
    const say = (/** @type {string} */ text, more = '', state = 'running') => {
      verdict.dataset['state'] = state;
      // It is read out: only what is new.
      if (verdict.textContent !== text) verdict.textContent = text;
      meanwhile.textContent = more;
    };
    this.#busy(true);
    try {
      const facts = await play(say);
      if (!facts) return;
      const entries = this.#since(facts.begun ?? 0);
      const judged = /** @type {Scenario} */ (scenarios[name]).judge({ happened: [], ...facts, entries });
      await this.collector.setFaults(this.initial);
      say(judged.text, '', judged.held ? 'held' : 'broken');
    } catch (error) {
      await this.collector.setFaults(this.initial);
      say(`It could not be played: ${error instanceof Error ? error.message : error}.`, '', 'broken');
    } finally {
      this.#busy(false);
    }
  }

  /** @param {boolean} running */
  #busy(running) {
    this.#running = running;
    for (const { button } of this.#cards.values()) button.disabled = running;
    this.changed(running);
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
