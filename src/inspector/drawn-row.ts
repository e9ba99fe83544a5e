import { make, set, write } from './dom';
import type { Row } from './row';
import { duration, stateOf, timeOfDay } from './words';

/** How a row stands in the list. */
export interface Standing {
  /** Of all, from 0. */
  readonly place: number;
  /** px from the top of the list. */
  readonly top: number;
  readonly isOpen: boolean;
  /** Keys move from it. */
  readonly isActive: boolean;
}

/** The elements of a row; they are used again for another when it is out of sight. */
export class DrawnRow {
  readonly toggle = make('button', { type: 'button' });
  readonly element: HTMLElement;
  row: Row | undefined;
  private readonly _time = cell('time');
  private readonly _playhead = cell('number');
  private readonly _state = cell('state');
  private readonly _took = cell('number took');
  private readonly _marks = make('span', { class: 'marks' });

  /** @param chosen it was clicked */
  constructor(chosen: (row: Row) => void) {
    const type = cell('type', this.toggle, this._marks);
    this.element = make('div', { role: 'row' }, this._time, type, this._playhead, this._state, this._took);
    // A click on the button is one on its row.
    this.element.addEventListener('click', () => {
      if (this.row) chosen(this.row);
    });
  }

  show(row: Row, { place, top, isOpen, isActive }: Standing): void {
    const { event, findings, settledAt } = row;
    this.row = row;
    const { element, toggle, _state: state, _marks: marks } = this;
    element.className = `row ${event.type}`;
    element.style.transform = `translateY(${top}px)`;
    set(element, { 'aria-rowindex': place + 2, 'data-open': isOpen });
    set(toggle, { 'aria-expanded': String(isOpen), tabindex: isActive ? 0 : -1 });
    write(this._time, timeOfDay(event.ts));
    write(toggle, event.type);
    write(this._playhead, `${event.playhead.toFixed(2)} s`);
    state.className = row.state;
    write(state, stateOf(row));
    write(this._took, settledAt === undefined ? '' : duration(Math.max(0, settledAt - event.ts)));
    const wrong = findings.some(({ level }) => level === 'wrong');
    const some = findings.length > 0;
    write(marks, some ? `${findings.length}` : '');
    set(marks, {
      'data-level': some && (wrong ? 'wrong' : 'note'),
      'aria-label': some && `findings: ${findings.length}`,
      role: some && 'img',
    });
  }
}

const cell = (name: string, ...children: Node[]): HTMLElement =>
  make('span', { role: 'gridcell', class: name }, ...children);
