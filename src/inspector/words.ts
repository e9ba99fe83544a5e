import type { Status } from '../index';
import type { Row } from './row';

/** Time of day with milliseconds: `14:03:07.250`. @param at ms since the epoch */
export function timeOfDay(at: number): string {
  const here = at - new Date(at).getTimezoneOffset() * 60_000;
  return new Date(here).toISOString().slice(11, 23);
}

/** `320 ms`, `3.2 s`, `4:05` from a minute on. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')}`;
}

/** `1 event`, `2 events`. */
export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What has become of an event, in a word or two. */
export function stateOf({ state, reason, attempts }: Row): string {
  if (state === 'dropped') return `dropped: ${reason}`;
  if (state === 'delivered' && attempts > 1) return `delivered, ${attempts} attempts`;
  return state === 'retried' ? `retried ${attempts}×` : state;
}

/** The way of an event so far, step by step. */
export function storyOf(row: Row): string[] {
  const { queuedAt, sentAt, settledAt, attempts, status, delayMs = 0, state } = row;
  const steps = [`Queued ${timeOfDay(queuedAt)}`];
  if (row.earlier) steps.push('left behind by an earlier visit');
  if (row.lostWith) steps.push(`refused: the server no longer knows session ${row.lostWith}`);
  if (sentAt)
    steps.push(
      `${attempts > 1 ? `attempt ${attempts}` : 'sent'} ${timeOfDay(sentAt)}, ${duration(sentAt - queuedAt)} later`,
    );
  if (state === 'retried') steps.push(`${status ? `answered ${status}` : 'no answer'}; again in ${duration(delayMs)}`);
  const why = row.reason ? ` (${[row.reason, status].filter(Boolean).join(', ')})` : '';
  if (settledAt) steps.push(`${state}${why} ${timeOfDay(settledAt)}`);
  if (row.sessionId) steps.push(`session ${row.sessionId}`);
  if (row.message) steps.push(`the server said: ${row.message}`);
  return steps;
}

/** Why events wait, or none come; empty if nothing is in their way. */
export function sentenceFor({ consent, session, problems }: Status, failing: boolean): string {
  if (!consent) return `Nothing is tracked: ${problems[0] ?? 'the options are wrong'}`;
  if (consent === 'out') return 'Consent is withdrawn: nothing is collected, nothing is sent.';
  if (consent === 'pending') return 'Consent is pending: events wait, nothing is sent.';
  if (failing) return 'The server does not take requests. Events wait.';
  return session.state === 'opening' ? 'The session is being opened. Events wait for it.' : '';
}
