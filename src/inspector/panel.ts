import type { MediaTracking, Status } from '../index';
import { copyButton, findingLine } from './detail';
import { button, make, set, write } from './dom';
import { worded, type Finding } from './findings';
import { Lanes, RANGES } from './lanes';
import { List } from './list';
import { detailOf } from './detail';
import type { Recorder, Row } from './recorder';
import { download, recordOf } from './session';
import { counted, sentenceFor, timeOfDay } from './words';

const COUNTS = ['queued', 'inFlight', 'delivered', 'retried', 'dropped'] as const;
const COUNT_NAMES = {
  queued: 'Queued',
  inFlight: 'In flight',
  delivered: 'Delivered',
  retried: 'Retried',
  dropped: 'Dropped',
};

/** Findings of the same words, and where they were met first. */
interface Met {
  readonly finding: Finding;
  readonly row: Row | undefined;
  count: number;
}

/** What the panel shows of one record. Draws only when something has changed, or time goes on in the picture. */
export class Panel {
  readonly element = make('section', { class: 'panel', role: 'dialog', 'aria-labelledby': 'title' });
  private readonly _lanes: Lanes;
  private readonly _list: List;
  private readonly _state = make('b');
  private readonly _id = make('code');
  private readonly _consent = make('span', { class: 'consent' });
  private readonly _sentence = make('p', { role: 'status', class: 'sentence' });
  private readonly _counts = new Map(COUNTS.map((name) => [name, make('dd', { class: name })]));
  private readonly _findings = make('details', { class: 'summary' });
  private readonly _findingsTitle = make('summary');
  private readonly _findingsList = make('ul', { class: 'findings' });
  private readonly _pings = make('input', { type: 'checkbox', checked: true, id: 'pings' });
  private readonly _flawed = make('input', { type: 'checkbox', id: 'flawed' });
  private readonly _foot = make('p', { class: 'since' });
  private readonly _closeButton: HTMLButtonElement;
  private _version = -1;
  private _told = '';

  constructor(
    private readonly _recorder: Recorder,
    close: () => void,
  ) {
    this._list = new List(detailOf, () => this._lanes.draw(this._list.open));
    this._lanes = new Lanes(_recorder, (row) => this._list.reveal(row));
    this._closeButton = button('✕', close, { class: 'icon', 'aria-label': 'Close the inspector' });
    this._findings.append(this._findingsTitle, this._findingsList);
    this.element.append(
      this._header(),
      make('div', { class: 'overview' }, this._figures(), this._sentence, this._findings, this._lanes.canvas),
      make('div', { class: 'events' }, this._filters(), this._list.element, this._foot),
    );
    this.element.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') close();
    });
    for (const box of [this._pings, this._flawed]) box.addEventListener('change', () => this.refresh(true));
  }

  focus(): void {
    this._closeButton.focus({ preventScroll: true });
  }

  /** @param anew also what has not changed */
  refresh(anew = false): void {
    const { version, tracking, ended } = this._recorder;
    this._status(tracking);
    if (anew || version !== this._version) {
      this._version = version;
      this._showRows();
      this._showFindings(tracking.status.problems);
    }
    // Where nothing more will come, nothing moves.
    if (anew || !ended) this._lanes.draw(this._list.open);
  }

  private _header(): HTMLElement {
    const grow = button(
      '▴',
      () => {
        const tall = this.element.classList.toggle('tall');
        set(grow, { 'aria-pressed': String(tall) });
        this.refresh(true);
      },
      { class: 'icon', 'aria-label': 'Full height', 'aria-pressed': 'false' },
    );
    const tools = make(
      'div',
      { class: 'tools' },
      copyButton('Copy', () => JSON.stringify(recordOf(this._recorder), null, 2), {
        'aria-label': 'Copy the session as JSON',
      }),
      button('Download', () => download(this._recorder)),
      grow,
      this._closeButton,
    );
    const session = make('p', { class: 'session' }, this._state, this._id, this._consent);
    return make('header', {}, make('h2', { id: 'title' }, 'Media tracking'), session, tools);
  }

  private _figures(): HTMLElement {
    const counts = [...this._counts].map(([name, count]) => make('div', {}, make('dt', {}, COUNT_NAMES[name]), count));
    return make('dl', { class: 'counts' }, ...counts);
  }

  private _filters(): HTMLElement {
    const range = make(
      'select',
      { 'aria-label': 'Timeline' },
      ...RANGES.map(([words, ms]) => make('option', { value: ms }, words)),
    );
    range.addEventListener('change', () => {
      this._lanes.range = Number(range.value);
      this._lanes.draw(this._list.open);
    });
    return make(
      'div',
      { class: 'filters' },
      make('label', {}, this._pings, 'Pings'),
      make('label', {}, this._flawed, 'Only with findings'),
      range,
    );
  }

  private _status({ status }: MediaTracking): void {
    const { session, consent, dropped } = status;
    const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
    const dry = session.id?.startsWith('dry-run') || this._recorder.known.collectionUrl === 'dry-run:';
    write(this._state, session.state === 'none' ? 'no session' : session.state);
    this._state.className = session.state;
    write(this._id, session.id ?? '');
    set(this._id, { title: session.id });
    write(this._consent, `consent ${consent ?? 'unknown'}${dry ? ' · dry run, nothing leaves this browser' : ''}`);
    for (const [name, element] of this._counts) {
      const value = name === 'dropped' ? lost : status[name];
      write(element, String(value));
      set(element, { 'data-some': value > 0 });
    }
    this._say(status);
  }

  /** What holds for two looks is said: a queue that drains, or an answer that comes, takes milliseconds. */
  private _say(status: Status): void {
    const failing = status.queued > 0 && this._recorder.rows.some(({ state }) => state === 'retried');
    const sentence = sentenceFor(status, failing);
    if (sentence === this._told) write(this._sentence, sentence);
    this._told = sentence;
  }

  private _showRows(): void {
    const { rows, since, forgotten } = this._recorder;
    const [pings, flawed] = [this._pings.checked, this._flawed.checked];
    const wanted = ({ event, findings }: Row): boolean =>
      (pings || event.type !== 'ping') && (!flawed || findings.length > 0);
    this._list.show(rows.filter(wanted), rows.length ? 'No event is like that.' : 'Nothing has happened yet.');
    const before = forgotten ? `; ${counted(forgotten, 'earlier event')} forgotten` : '';
    write(this._foot, `${counted(rows.length, 'event')} since ${timeOfDay(since).slice(0, 8)}${before}`);
  }

  private _showFindings(problems: readonly string[]): void {
    const met = this._met(problems);
    const wrong = met.filter(({ finding }) => finding.level === 'wrong').length;
    set(this._findings, { hidden: !met.length, 'data-level': wrong ? 'wrong' : 'note' });
    write(this._findingsTitle, counted(met.length, 'finding'));
    const lines = met.map(({ finding, row, count }) => {
      const line = findingLine(finding);
      if (count > 1) line.append(` ${count}×`);
      if (!row) return make('li', {}, line);
      const open = button('', () => this._list.reveal(row), { class: 'link' });
      open.append(line);
      return make('li', {}, open);
    });
    const words = met.map(({ finding, count }) => `${worded(finding)} ${count}`).join('\n');
    if (this._findingsList.dataset.words === words) return;
    this._findingsList.dataset.words = words;
    this._findingsList.replaceChildren(...lines);
  }

  private _met(problems: readonly string[]): Met[] {
    const met = new Map<string, Met>();
    const add = (finding: Finding, row?: Row): void => {
      const words = worded(finding);
      const before = met.get(words);
      if (before) before.count++;
      else met.set(words, { finding, row, count: 1 });
    };
    for (const finding of this._recorder.general) add(finding);
    for (const row of this._recorder.rows) for (const finding of row.findings) add(finding, row);
    for (const message of problems)
      add({ level: 'wrong', message: `The plugin says: ${message}`, section: 'Parameters' });
    return [...met.values()].sort(({ finding }, other) => rank(finding) - rank(other.finding));
  }
}

const rank = ({ level }: Finding): number => (level === 'wrong' ? 0 : 1);
