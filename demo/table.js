import { find, make } from './dom.js';
import { counted, duration, preciseTime, seconds, timeOfDay } from './format.js';
import { delayOf } from './log.js';

/**
 * @import { Row } from './log.js'
 * @import { Entry } from './collector.js'
 * @typedef {{ body: HTMLTableSectionElement, detail: HTMLElement, toggle: HTMLButtonElement, cells: HTMLElement[] }} Drawn
 */

const mostShown = 250;

/** @param {Row} row */
function chips({ state, failures, reason, origin, entries }) {
  const word = state === 'retry' ? 'waits' : state;
  const warned = entries.flatMap(({ warnings = [] }) => warnings).length;
  return [
    make('span', { class: `chip ${state}` }, reason && state === 'dropped' ? `${word}: ${reason}` : word),
    ...(failures.length > 0 ? [make('span', { class: 'chip retry' }, `retried ${failures.length}×`)] : []),
    ...(origin === 'server' ? [make('span', { class: 'chip' }, 'not of this page')] : []),
    ...(warned > 0 ? [make('span', { class: 'chip queued' }, counted(warned, 'warning'))] : []),
  ];
}

/** @param {Entry} entry */
function story({ seq, receivedAt, status, fault, answered, problems = [], warnings = [] }) {
  const notes = [...problems.map(({ path, message }) => `${path} ${message}`), ...warnings];
  const outcome =
    status === undefined
      ? 'no answer yet'
      : status === null
        ? 'not processed'
        : `${status}${answered ? '' : ', answer lost'}`;
  const text = `Request ${seq} came at ${preciseTime(receivedAt)}: ${outcome}${fault ? ` (${fault})` : ''}`;
  return make('li', {}, text, ...notes.map((note) => make('em', {}, note)));
}

/** @param {Row} row */
function details({ entries, event, settledAt }) {
  const received = entries.at(-1);
  const shown = received ? received.body : event;
  return [
    ...(entries.length > 0
      ? [make('ul', {}, ...entries.map(story))]
      : [make('p', {}, settledAt === null ? 'Not at the server yet. As it waits here:' : 'As this page holds it:')]),
    make('pre', { tabindex: '0' }, JSON.stringify(shown, null, 2)),
  ];
}

/** The list of events, newest first. */
export class EventTable {
  #table = find('#events');
  /** @type {Map<Row, Drawn>} */
  #drawn = new Map();
  /** @type {Set<Row>} */
  #changed = new Set();

  constructor() {
    const pings = /** @type {HTMLInputElement} */ (find('#pings'));
    pings.addEventListener('change', () => this.#table.classList.toggle('no-pings', !pings.checked));
  }

  /** @param {Row} row */
  update(row) {
    // A draining queue changes many rows in one go; they are drawn together.
    if (this.#changed.size === 0) setTimeout(() => this.#draw(), 60);
    this.#changed.add(row);
  }

  /** Opens a row and brings it into view. @param {Row} row */
  reveal(row) {
    const drawn = this.#drawn.get(row);
    if (!drawn) return;
    if (drawn.detail.hidden) drawn.toggle.click();
    drawn.body.scrollIntoView({ block: 'nearest' });
    drawn.toggle.focus({ preventScroll: true });
  }

  #draw() {
    for (const row of this.#changed) {
      const drawn = this.#drawn.get(row) ?? this.#add(row);
      this.#fill(row, drawn);
    }
    this.#changed.clear();
    for (const [row, { body }] of [...this.#drawn].slice(0, -mostShown)) {
      body.remove();
      this.#drawn.delete(row);
    }
  }

  /** @param {Row} row @returns {Drawn} */
  #add(row) {
    const id = `event-${row.ts}-${row.type}`;
    const toggle = make('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': id }, row.type);
    const cells = [
      make('td', { class: 'time' }),
      make('th', { scope: 'row' }, toggle),
      make('td', { class: 'number' }),
      make('td', { class: 'state' }),
      make('td', { class: 'number wait' }),
    ];
    const detail = make('tr', { id, class: 'detail', hidden: '' }, make('td', { colspan: '5' }));
    const body = make(
      'tbody',
      { class: row.type === 'ping' ? 'ping' : '' },
      make('tr', { class: 'event' }, ...cells),
      detail,
    );
    const drawn = { body, detail, toggle, cells };
    const [first] = cells;
    first?.parentElement?.addEventListener('click', () => this.#toggle(row, drawn));
    this.#table.querySelector('thead')?.after(body);
    this.#drawn.set(row, drawn);
    find('#empty').hidden = true;
    return drawn;
  }

  /** @param {Row} row @param {Drawn} drawn */
  #toggle(row, drawn) {
    drawn.detail.hidden = !drawn.detail.hidden;
    drawn.toggle.setAttribute('aria-expanded', String(!drawn.detail.hidden));
    this.#fill(row, drawn);
  }

  /** @param {Row} row @param {Drawn} drawn */
  #fill(row, { cells, detail }) {
    const [time, , playhead, state, wait] = cells;
    const delay = delayOf(row);
    time?.replaceChildren(timeOfDay(row.ts), make('small', {}, preciseTime(row.ts).slice(8)));
    playhead?.replaceChildren(seconds(row.playhead));
    state?.replaceChildren(...chips(row));
    wait?.replaceChildren(delay === null ? '' : duration(delay));
    if (!detail.hidden) detail.firstElementChild?.replaceChildren(...details(row));
  }
}
