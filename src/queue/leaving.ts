import type { MediaEvent } from '../model';
import type { Backlog } from './backlog';
import type { SessionPorts } from './ports';
import type { Waiting } from './waiting';

/** An event's answer is waited for this long, ms. */
export const EVENT_TIMEOUT_MS = 10_000;
/** A page that is left sends at most so many characters: browsers let 64 KiB be under way then. */
export const LEAVING_CAP_LENGTH = 20_000;

/** What one viewing sends when its page is hidden or left. */
export class Leaving {
  /** Made ready beforehand, to close the viewing with. */
  private _parting: Waiting[] = [];

  constructor(
    private readonly _backlog: Backlog,
    private readonly _ports: SessionPorts,
  ) {}

  prepare(events: readonly MediaEvent[]): void {
    this._parting = events.map((event) => this._backlog.make(event));
  }

  /**
   * Sends what waits all at once, for nothing can be waited for. The requests come first: Firefox drops
   * those that come after a storage write.
   * @param last the page is left: the viewing is closed, too
   * @param cap how many requests may be made
   * @returns what was sent
   */
  go(last: boolean, cap: number): Waiting[] {
    const { wire, send } = this._ports;
    const { sessionId, waiting } = this._backlog;
    const parting = last ? this._parting.splice(0) : [];
    const sent: Waiting[] = [];
    let length = 0;
    if (sessionId)
      for (const each of [...waiting, ...parting]) {
        if (each.sending) continue;
        length += each.body.length;
        if (sent.length >= cap || length > LEAVING_CAP_LENGTH) break;
        each.sending = send({ url: wire.url(sessionId), body: each.body }, EVENT_TIMEOUT_MS);
        sent.push(each);
      }
    for (const each of parting) this._backlog.add(each);
    for (const each of sent) this._backlog.keep(each);
    return sent;
  }

  /** Takes back an end that nothing was sent of; false if it is too late for that. */
  retract(events: readonly MediaEvent[]): boolean {
    const mine = this._backlog.waiting.filter(({ event }) => events.includes(event));
    if (mine.length < events.length || mine.some(({ attempts }) => attempts)) return false;
    for (const each of mine) this._backlog.take(each);
    return true;
  }
}
