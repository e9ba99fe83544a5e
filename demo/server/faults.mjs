import { EventEmitter } from 'node:events';
import { faultSchema, noFaults } from './fault-settings.mjs';
import { compileCheck } from './problems.mjs';

/**
 * @import { FaultSettings, LocationForm, Route, Scripted } from './fault-settings.mjs'
 * @typedef {'drop' | 'dropAfter' | 'hang' | 'error' | 'gone' | 'delay'} FaultName
 * @typedef {Partial<Omit<FaultSettings, 'scripted'>> & { scripted?: Partial<FaultSettings['scripted']> }} FaultPatch
 *
 * @typedef {object} Outcome  what is to befall one request
 * @property {FaultName | null} fault
 * @property {number | null} status  answered instead of processing the request
 * @property {number} delayMs
 * @property {LocationForm} location
 */

const checkPatch = compileCheck(faultSchema);

/** The switches. Emits `change` with the settings, also when a scripted outcome is used up. */
export class Faults extends EventEmitter {
  #settings = noFaults();
  #random;

  /** @param {() => number} random */
  constructor(random) {
    super();
    this.#random = random;
  }

  /** @returns {Readonly<FaultSettings>} */
  get current() {
    return this.#settings;
  }

  /** @param {unknown} patch */
  problemsOf(patch) {
    return checkPatch(patch);
  }

  /** Merges into what is set; a list in `scripted` replaces the one before. @param {FaultPatch} patch */
  set(patch) {
    const problems = checkPatch(patch);
    if (problems.length > 0) throw new TypeError(problems.map(({ path, message }) => `${path} ${message}`).join('; '));
    const { scripted, ...switches } = structuredClone(patch);
    this.#settings = { ...this.#settings, ...switches, scripted: { ...this.#settings.scripted, ...scripted } };
    this.emit('change', this.#settings);
  }

  reset() {
    this.#settings = noFaults();
    this.emit('change', this.#settings);
  }

  /** Decides what befalls the next request. @param {Route} route @returns {Outcome} */
  draw(route) {
    const { location, scripted } = this.#settings;
    const usual = { fault: null, status: null, location, delayMs: this.#delayOf(route) };
    const next = scripted[route].shift();
    if (next === undefined) return named({ ...usual, ...this.#chance(route) });
    this.emit('change', this.#settings);
    return named({ ...usual, ...readScripted(next) });
  }

  /** @param {Route} route */
  #delayOf(route) {
    if (route === 'downloaded') return 0;
    return route === 'sessions' ? this.#settings.sessionsDelayMs : this.#settings.eventsDelayMs;
  }

  /** @param {Route} route @returns {Partial<Outcome>} */
  #chance(route) {
    const { gone, hang, dropBefore, dropAfter, errorStatus } = this.#settings;
    if (hang) return { fault: 'hang' };
    if (gone && route === 'events') return { fault: 'gone', status: gone };
    if (this.#random() < dropBefore) return { fault: 'drop' };
    if (this.#random() < this.#errorRateOf(route)) return { fault: 'error', status: errorStatus };
    return this.#random() < dropAfter ? { fault: 'dropAfter' } : {};
  }

  /** @param {Route} route */
  #errorRateOf(route) {
    if (route === 'downloaded') return 0;
    return route === 'sessions' ? this.#settings.sessionsErrorRate : this.#settings.errorRate;
  }
}

/** @param {Outcome} outcome @returns {Outcome} */
const named = (outcome) => (outcome.fault === null && outcome.delayMs > 0 ? { ...outcome, fault: 'delay' } : outcome);

/** @param {Scripted} next @returns {Partial<Outcome>} */
function readScripted(next) {
  if (typeof next === 'string') return { fault: next };
  const { status = 200, ...rest } = typeof next === 'number' ? { status: next } : next;
  return status < 300 ? rest : { ...rest, fault: 'error', status };
}
