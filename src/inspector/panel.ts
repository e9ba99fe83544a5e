import type { MediaTracking, Status } from '../index';
import { copyButton } from './detail';
import { button, make, set, write } from './dom';
import { Lanes } from './lanes';
import { List } from './list';
import type { Recorder } from './recorder';
import type { Row } from './row';
import { download, recordOf } from './session';
import { Summary } from './summary';
import { counted, sentenceFor, timeOfDay } from './words';

const COUNTS = ['queued', 'inFlight', 'delivered', 'retried', 'dropped'] as const;

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
  private readonly _summary: Summary;
  private readonly _pings = make('input', { type: 'checkbox', checked: true });
  private readonly _flawed = make('input', { type: 'checkbox' });
  private readonly _near = make('input', { type: 'checkbox' });
  private readonly _foot = make('p', { class: 'since' });
  private readonly _closeButton: HTMLButtonElement;
  private _version = -1;
  private _told = '';

  constructor(
    private readonly _recorder: Recorder,
    close: () => void,
  ) {
    const reveal = (row: Row): void => this._list.reveal(row);
    this._list = new List(() => this.drawLanes());
    this._lanes = new Lanes(_recorder, reveal);
    this._summary = new Summary(reveal);
    this._closeButton = button('✕', close, { class: 'icon', 'aria-label': 'Close the inspector' });
    this.element.append(
      this._header(),
      make('div', { class: 'overview' }, this._figures(), this._sentence, this._summary.element, this._lanes.canvas),
      make('div', { class: 'events' }, this._filters(), this._list.element, this._foot),
    );
    this.element.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') close();
    });
    this.element.addEventListener('change', () => this.refresh(true));
  }

  focus(): void {
    this._closeButton.focus({ preventScroll: true });
  }

  /** @param anew also what has not changed */
  refresh(anew = false): void {
    this.refreshRows(anew);
    // Where nothing more will come, nothing moves.
    if (anew || !this._recorder.ended) this.drawLanes();
  }

  /** All but the picture. */
  refreshRows(anew = false): void {
    const recorder = this._recorder;
    recorder.settle();
    const { version, tracking } = recorder;
    const root = this.element.getRootNode() as ShadowRoot;
    const { activeElement } = root;
    this._status(tracking);
    if (anew || version !== this._version) {
      this._version = version;
      this._showRows();
      this._summary.show(recorder, tracking.status.problems);
    }
    // Out of the panel, keys would do something else.
    if (activeElement && !root.activeElement) this.focus();
  }

  drawLanes(): void {
    this._lanes.near = this._near.checked;
    this._lanes.draw(this._list.open);
  }

  private _header(): HTMLElement {
    const tools = make(
      'div',
      { class: 'tools' },
      copyButton('Copy', () => JSON.stringify(recordOf(this._recorder), null, 2), {
        'aria-label': 'Copy the session as JSON',
      }),
      button('Download', () => download(this._recorder)),
      this._closeButton,
    );
    const session = make('p', { class: 'session' }, this._state, this._id, this._consent);
    return make('header', {}, make('h2', { id: 'title' }, 'Media tracking'), session, tools);
  }

  private _figures(): HTMLElement {
    const counts = [...this._counts].map(([name, count]) =>
      make('div', {}, make('dt', {}, name.replace('F', ' f')), count),
    );
    return make('dl', { class: 'counts' }, ...counts);
  }

  private _filters(): HTMLElement {
    return make(
      'div',
      { class: 'filters' },
      make('label', {}, this._pings, 'Pings'),
      make('label', {}, this._flawed, 'Only with findings'),
      make('label', {}, this._near, 'Last minute'),
    );
  }

  private _status({ status }: MediaTracking): void {
    const { session, consent, dropped } = status;
    const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
    const { known, dry: began } = this._recorder;
    const dryNow = session.id ? session.id.startsWith('dry-run') : began;
    const dry = session.state === 'none' ? known.collectionUrl === 'dry-run:' : dryNow;
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
}
