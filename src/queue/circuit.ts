import type { Clock } from '../model';
import { rest, type Resting } from './rest';
import { BLOCKED_FAILURES, HURRY_SPREAD_MS, retryDelayMs } from './retry';

type Wake = Resting['_wake'];

/**
 * The state of one backend, shared by all queues that send to it: while it fails, one request at a time probes it,
 * after a growing wait, and the other queues stay silent. Queues are known by what wakes them.
 */
export interface Circuit extends Resting {
  readonly random: () => number;
  /** It was reached at least once, on this page or an earlier one. */
  proven: boolean;
  /** In a row. */
  _failures: number;
  /** When the first of them was, ms since the epoch. */
  _failedAt: number;
  /** The wait for the next probe, ms. */
  _delayMs: number;
  /** The backend has said how long, in seconds: what happens to the page makes that no shorter. */
  _asked?: number | undefined;
  /** Whose request is the probe. */
  _probe?: Wake | undefined;
  /** Whose request failed last. */
  _failed?: Wake | undefined;
  /** Who has something to send. */
  readonly _members: Set<Wake>;
}

export function createCircuit(clock: Clock, random: () => number): Circuit {
  const circuit: Circuit = {
    clock,
    random,
    proven: false,
    _failures: 0,
    _failedAt: 0,
    _delayMs: 0,
    _members: new Set(),
    _wake(outageMs) {
      rest(circuit);
      circuit._probe = undefined;
      const { _failed, _members } = circuit;
      // What fails by itself alone is not to keep others from trying: the next probe is another's, if there is one.
      if (_failed && _members.delete(_failed)) _members.add(_failed);
      for (const wake of [..._members]) wake(outageMs);
    },
  };
  return circuit;
}

export const isFailing = (circuit: Circuit): boolean => circuit._failures > 0;

/** Nothing ever got through: most likely something blocks it, and will go on to. */
export const isBlocked = ({ proven, _failures }: Circuit): boolean => !proven && _failures >= BLOCKED_FAILURES;

/** Whether `who` may send now; if not, it is woken when it is worth asking again. */
export function enter(circuit: Circuit, who: Wake): boolean {
  circuit._members.add(who);
  if (!isFailing(circuit)) return true;
  if (circuit._cancelRest) return false;
  circuit._probe ??= who;
  return circuit._probe === who;
}

/** `who` no longer wants to send. */
export function leave(circuit: Circuit, who: Wake): void {
  circuit._members.delete(who);
  // Its player may be gone.
  if (circuit._failed === who) circuit._failed = undefined;
  if (!circuit._members.size) rest(circuit);
  if (circuit._probe === who) circuit._wake(0);
}

/** The backend answered. */
export function succeeded(circuit: Circuit): void {
  circuit.proven = true;
  if (!isFailing(circuit)) return;
  circuit._failures = 0;
  circuit._wake(circuit.clock.now() - circuit._failedAt);
}

/**
 * The backend did not answer `who`, or not sensibly; returns the wait until the next probe in ms. A request
 * from before the outage that fails later than others says nothing new.
 */
export function failed(circuit: Circuit, who: Wake, retryAfterSeconds?: number): number {
  const { clock, random, _probe } = circuit;
  if (circuit._cancelRest || (_probe && _probe !== who)) return circuit._delayMs;
  circuit._probe = undefined;
  circuit._failed = who;
  if (!circuit._failures++) circuit._failedAt = clock.now();
  circuit._delayMs = retryDelayMs(circuit._failures, random(), isBlocked(circuit) ? Infinity : retryAfterSeconds);
  circuit._asked = retryAfterSeconds;
  rest(circuit, circuit._delayMs);
  return circuit._delayMs;
}

/**
 * Something suggests that it is worth trying sooner: the next probe comes within moments, not in step with
 * all others that heard the same.
 * @param online the network was away, and not the backend: nobody needs to be spared afterwards
 */
export function hurry(circuit: Circuit, online: boolean): void {
  if (online) circuit._failedAt = circuit.clock.now();
  if (circuit._cancelRest && !circuit._asked)
    rest(circuit, Math.min(circuit._delayMs, circuit.random() * HURRY_SPREAD_MS));
}

/** Ends the wait for the next probe. */
export function now(circuit: Circuit): void {
  if (circuit._cancelRest) circuit._wake(0);
}
