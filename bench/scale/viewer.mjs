import { exponentialMs } from './random.mjs';

/**
 * @import { EventType, MediaEvent } from '../../src/model.js'
 * @import { Outage } from './outages.mjs'
 * @import { Schedule } from './schedules.mjs'
 * @import { Tally } from './tally.mjs'
 */

export const PING_INTERVAL_MS = 10_000;
const STATE_CHANGE_MEAN_MS = 120_000;
const VIEWING_MEAN_MS = 3_600_000;
/** One way and back, for a preflight as for a POST. */
const ROUND_TRIP_MS = 100;
/** How long a browser remembers a preflight of one URL when the backend does not say. */
const PREFLIGHT_MEMORY_MS = 5_000;
const EVENT_TIMEOUT_MS = 10_000;
const SESSION_TIMEOUT_MS = 75_000;
/** The backend forgets a session that it has not heard of for longer. */
const SESSION_MEMORY_MS = 600_000;
/** Requests that a page may still make when it is left. */
const LAST_REQUESTS = 9;

/** One viewing: what happens in it, its queue, and what of it reaches the backend. */
export class Viewer {
  /** @type {MediaEvent[]} */
  _waiting = [];
  _hasSession = false;
  _heardAt = -Infinity;
  _preflight = { sessions: -Infinity, events: -Infinity };
  /** When the queue may send next. */
  _freeAt;
  _failures = 0;
  _failedAt = 0;
  /** How long the outage was whose backlog is being drained; 0 otherwise. */
  _outageMs = 0;
  _attempts = 0;
  _backAt = Infinity;
  _drainedAt = Infinity;

  /**
   * @param {number} startAt
   * @param {{ random: () => number, outage: Outage, schedule: Schedule, tally: Tally }} world
   */
  constructor(startAt, { random, outage, schedule, tally }) {
    this._random = random;
    this._outage = outage;
    this._schedule = schedule;
    this._tally = tally;
    this._startAt = startAt;
    this._freeAt = startAt;
    this._nextPingAt = startAt + PING_INTERVAL_MS;
    this._nextChangeAt = startAt;
    this.endAt = startAt + exponentialMs(random, VIEWING_MEAN_MS);
  }

  /** Makes it one that has been going on for a while. */
  settle() {
    this._hasSession = true;
    this._heardAt = this._startAt;
    this._nextPingAt = this._startAt + this._random() * PING_INTERVAL_MS;
    this._nextChangeAt = this._startAt + exponentialMs(this._random, STATE_CHANGE_MEAN_MS);
    return this;
  }

  run() {
    const untilMs = Math.min(this.endAt, this._outage.horizonMs);
    for (let now = this._nextSendAt(); now < untilMs; now = this._nextSendAt()) {
      this._admit(now);
      if (this._outage.reached(now)) this._fail(now);
      else this._send(now);
    }
    this._admit(untilMs);
    this._leave(untilMs);
  }

  _nextSendAt() {
    const happensAt = this._isIdle() ? Math.min(this._nextPingAt, this._nextChangeAt) : -Infinity;
    return Math.max(this._freeAt, happensAt);
  }

  _isIdle() {
    return this._hasSession && !this._waiting.length;
  }

  /**
   * Queues what has happened until now.
   * @param {number} now
   */
  _admit(now) {
    for (;;) {
      const isPing = this._nextPingAt < this._nextChangeAt;
      const ts = isPing ? this._nextPingAt : this._nextChangeAt;
      if (ts > now) return;
      if (isPing) this._nextPingAt += PING_INTERVAL_MS;
      else this._nextChangeAt += exponentialMs(this._random, STATE_CHANGE_MEAN_MS);
      this._waiting.push(event(isPing ? 'ping' : 'play', ts));
      if (this._failures || this._outageMs) this._thin();
    }
  }

  _thin() {
    const spare = this._schedule.sparePing(this._waiting);
    if (spare) this._waiting.splice(this._waiting.indexOf(spare), 1);
  }

  _url() {
    return this._hasSession ? /** @type {const} */ ('events') : /** @type {const} */ ('sessions');
  }

  /** @param {number} now */
  _needsPreflight(now) {
    return now - this._preflight[this._url()] > PREFLIGHT_MEMORY_MS;
  }

  /**
   * An attempt during the outage. A preflight that fails is not followed by its POST.
   * @param {number} now
   */
  _fail(now) {
    if (this._needsPreflight(now)) this._tally.preflight(now);
    else this._tally.post(now);
    this._attempts++;
    const failedAt = now + this._failsAfterMs();
    if (!this._failures++) this._failedAt = failedAt;
    this._freeAt = failedAt + this._schedule.retryDelayMs(this._failures, this._random());
  }

  _failsAfterMs() {
    if (this._outage.kind === 'refused') return ROUND_TRIP_MS;
    return this._hasSession ? EVENT_TIMEOUT_MS : SESSION_TIMEOUT_MS;
  }

  /** @param {number} now */
  _send(now) {
    let postedAt = now;
    if (this._needsPreflight(now)) {
      this._tally.preflight(now);
      postedAt += ROUND_TRIP_MS;
      this._preflight[this._url()] = postedAt;
    }
    this._tally.post(postedAt);
    this._answered(postedAt + ROUND_TRIP_MS);
  }

  /** @param {number} now */
  _answered(now) {
    this._freeAt = now + this._pauseMs(now);
    if (!this._hasSession) this._opened(now);
    else if (now - this._heardAt > SESSION_MEMORY_MS) this._gone(now);
    else this._delivered(now);
  }

  /**
   * How long to wait after a success before the next request.
   * @param {number} now
   */
  _pauseMs(now) {
    if (!this._failures) return this._schedule.drainGapMs(this._outageMs, this._random());
    this._failures = 0;
    this._outageMs = now - this._failedAt;
    this._backAt = Math.min(this._backAt, now);
    return this._schedule.startSpreadMs(this._outageMs, this._random());
  }

  /** @param {number} now */
  _opened(now) {
    this._hasSession = true;
    this._heardAt = now;
    this._preflight.events = -Infinity;
  }

  /**
   * The backend has forgotten the session: another is opened and told what state it is in.
   * @param {number} now
   */
  _gone(now) {
    this._hasSession = false;
    this._waiting.unshift(event('play', now));
  }

  /** @param {number} now */
  _delivered(now) {
    this._heardAt = now;
    this._waiting.shift();
    this._admit(now);
    if (this._waiting.length) return;
    this._outageMs = 0;
    this._freeAt = now;
    if (this._backAt < Infinity) this._drainedAt = Math.min(this._drainedAt, now);
  }

  /** @param {number} now */
  _leave(now) {
    const isHere = now >= this._outage.horizonMs;
    if (!isHere) this._lastRequests(now);
    const knowsTheOutage = this._attempts > 0 && this.endAt > this._outage.endMs;
    // Who left with a backlog says nothing about how long draining takes.
    if (knowsTheOutage && (isHere || this._drainedAt < Infinity))
      this._tally.viewer(this._attempts, this._backAt, this._drainedAt);
  }

  /** @param {number} now */
  _lastRequests(now) {
    const count = this._hasSession ? Math.min(this._waiting.length + 1, LAST_REQUESTS) : 0;
    for (let i = 0; i < count; i++) {
      this._tally.preflight(now);
      if (!this._outage.reached(now)) this._tally.post(now + ROUND_TRIP_MS);
    }
  }
}

/**
 * @param {EventType} type
 * @param {number} ts
 * @returns {MediaEvent}
 */
const event = (type, ts) => ({ id: 0, type, playhead: 0, ts });
