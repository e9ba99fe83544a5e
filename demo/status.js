import { find, settled } from './dom.js';
import { shortId } from './format.js';

/** What is going on, in one sentence. @param {any} status @param {boolean} failing */
function sentenceFor({ consent, problems, session, queued, delivered, dropped }, failing) {
  if (consent === undefined) return `Nothing is tracked: ${problems[0] ?? 'the options are wrong'}`;
  if (consent === 'out') return 'Consent is withdrawn: nothing is collected, nothing is sent.';
  if (consent === 'pending') return 'Consent is pending: nothing is sent yet.';
  if (failing) return 'The server does not take requests. They are kept, and tried again.';
  if (session.state === 'opening') return 'The session is being opened. Events wait for it in the queue.';
  if (queued > 0) return 'The queue is on its way, in order.';
  if (session.state === 'open') return 'The session is open, and everything has arrived.';
  if (Object.keys(dropped).length > 0) return 'The viewing is over. Not every event was taken; the table says why.';
  return delivered > 0 ? 'The viewing is over, and all of it has arrived.' : 'Press play to begin a viewing.';
}

/** @param {any} dropped */
const total = (dropped) => Object.values(dropped).reduce((sum, count) => sum + count, 0);

/** The tiles, and the sentence that screen readers hear. */
export class StatusView {
  #tiles = find('#tiles');
  #sentence = find('#sentence');
  #next = '';
  // A queue that drains says so within milliseconds; nobody should have to hear each step.
  #say = settled(() => {
    if (this.#sentence.textContent !== this.#next) this.#sentence.textContent = this.#next;
  }, 300);

  /** @param {any} status @param {boolean} failing  the latest attempt did not get through */
  show(status, failing) {
    const { session, queued, inFlight, delivered, retried, dropped } = status;
    const values = {
      state: session.state,
      id: shortId(session.id),
      queued,
      inFlight,
      delivered,
      retried,
      dropped: total(dropped),
    };
    for (const [name, value] of Object.entries(values)) {
      const tile = find(`[data-tile="${name}"]`, this.#tiles);
      if (tile.textContent !== String(value)) tile.textContent = String(value);
      tile.parentElement?.classList.toggle('some', Number(value) > 0);
    }
    this.#tiles.dataset['session'] = session.state;
    find('[data-tile="id"]', this.#tiles).title = session.id ?? '';
    find('[data-tile="dropped"]', this.#tiles).title = Object.entries(dropped)
      .map(([reason, count]) => `${reason}: ${count}`)
      .join(', ');
    const sentence = sentenceFor(status, failing);
    if (sentence !== this.#next) this.#say();
    this.#next = sentence;
  }
}
