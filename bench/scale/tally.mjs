import { LEAD_MS } from './outages.mjs';

/** @import { Outage } from './outages.mjs' */

export const BUCKET_MS = 1000;
/** What is in flight when the simulation ends falls behind its end. */
const SPARE_BUCKETS = 60;
/** Settling in before, leading into the outage after: the seconds between are taken for the steady load. */
const STEADY = { fromMs: 10_000 - LEAD_MS, toMs: -2_000 };

/** Counts what reaches the backend, per second, and what becomes of each viewer. */
export class Tally {
  /** @type {number[]} */
  _attempts = [];
  /** @type {number[]} */
  _backMs = [];
  /** @type {number[]} */
  _drainedMs = [];

  /**
   * @param {Outage} outage
   * @param {number} scale how many viewers one simulated viewer stands for
   */
  constructor(outage, scale) {
    this._outage = outage;
    this._scale = scale;
    const length = (LEAD_MS + outage.horizonMs) / BUCKET_MS + SPARE_BUCKETS;
    this._requests = new Float64Array(length);
    this._posts = new Float64Array(length);
  }

  /** @param {number} at */
  preflight(at) {
    add(this._requests, at, this._scale);
  }

  /** @param {number} at */
  post(at) {
    add(this._requests, at, this._scale);
    add(this._posts, at, this._scale);
  }

  /**
   * One who was there during the outage and after it.
   * @param {number} attempts that failed
   * @param {number} backAt
   * @param {number} drainedAt
   */
  viewer(attempts, backAt, drainedAt) {
    this._attempts.push(attempts);
    this._backMs.push(backAt - this._outage.endMs);
    this._drainedMs.push(drainedAt - this._outage.endMs);
  }

  result() {
    const { endMs, horizonMs } = this._outage;
    const steady = { requests: mean(this._requests, STEADY), posts: mean(this._posts, STEADY) };
    const after = { fromMs: endMs, toMs: horizonMs };
    return {
      outage: this._outage,
      steady,
      attempts: this._attempts.reduce((sum, count) => sum + count, 0) / this._attempts.length,
      peakDuring: peak(this._requests, { fromMs: 0, toMs: endMs }) / steady.requests,
      peakAfter: peak(this._requests, after) / steady.requests,
      peakPostsAfter: peak(this._posts, after) / steady.posts,
      requests: this._requests,
      posts: this._posts,
      backMs: Float64Array.from(this._backMs).sort(),
      drainedMs: Float64Array.from(this._drainedMs).sort(),
    };
  }
}

/** @typedef {ReturnType<Tally['result']>} Result  loads per second; the other times from the end of the outage, sorted */

/** @typedef {{ fromMs: number, toMs: number }} Span  from the beginning of the outage */

/** @param {number} at */
const bucketOf = (at) => Math.floor((at + LEAD_MS) / BUCKET_MS);

/**
 * @param {Float64Array} buckets
 * @param {number} at
 * @param {number} count
 */
function add(buckets, at, count) {
  const bucket = bucketOf(at);
  buckets[bucket] = (buckets[bucket] ?? 0) + count;
}

/**
 * @param {Float64Array} buckets
 * @param {Span} span
 */
const within = (buckets, { fromMs, toMs }) => buckets.subarray(bucketOf(fromMs), bucketOf(toMs));

/**
 * Per second.
 * @param {Float64Array} buckets
 * @param {Span} span
 */
export function mean(buckets, span) {
  const part = within(buckets, span);
  return part.reduce((sum, count) => sum + count, 0) / part.length;
}

/**
 * @param {Float64Array} buckets
 * @param {Span} span
 */
const peak = (buckets, span) => within(buckets, span).reduce((most, count) => Math.max(most, count), 0);
