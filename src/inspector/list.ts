import { make, set, write } from './dom';
import type { Row } from './recorder';
import { duration, stateOf, timeOfDay } from './words';

/** px; the style sheet's `--row`. */
export const ROW_HEIGHT = 32;
/** Rows that are there beyond the edges of what is seen. */
const BEYOND = 6;
/** Rows that a page key goes. */
const PAGE = 10;

/** A drawn row; its elements are used again for another when it is out of sight. */
interface Drawn {
  row: Row;
  readonly element: HTMLElement;
  readonly toggle: HTMLButtonElement;
  readonly cells: readonly HTMLElement[];
}

/**
 * The list of events, oldest first. Only what is seen of it is in the document, so that a long session costs no more than a
 * short one. One row can be open. Follows the end for as long as it is scrolled to it.
 */
export class List {
  readonly element = make('div', { class: 'list' });
  private readonly _grid = make('div', { role: 'grid', 'aria-label': 'Events', class: 'grid' });
  private readonly _body = make('div', { role: 'rowgroup', class: 'rows' });
  private readonly _detail = make('div', { role: 'row', class: 'detail' });
  private readonly _drawn = new Map<Row, Drawn>();
  private readonly _empty = make('p', { class: 'empty' });
  private _rows: readonly Row[] = [];
  private _places = new Map<Row, number>();
  /** The one that keys move from. */
  private _active: Row | undefined;
  private _openRow: Row | undefined;
  private _detailHeight = 0;
  private _follows = true;

  /** @param _detailOf what an open row shows @param _changed another row is open, or none */
  constructor(
    private readonly _detailOf: (row: Row) => readonly Node[],
    private readonly _changed: () => void,
  ) {
    const head = ['Time', 'Event', 'Playhead', 'State', 'Took'].map((name) =>
      make('span', { role: 'columnheader' }, name),
    );
    const heading = make('div', { role: 'row', class: 'head', 'aria-rowindex': 1 }, ...head);
    this._grid.append(make('div', { role: 'rowgroup', class: 'top' }, heading), this._body);
    this.element.append(this._grid, this._empty);
    this.element.addEventListener('scroll', () => this._scrolled(), { passive: true });
    this._body.addEventListener('keydown', (event) => this._key(event));
    this._body.addEventListener('focusin', ({ target }) => this._focused(target as Element));
  }

  /** The open row. */
  get open(): Row | undefined {
    return this._openRow;
  }

  /** @param rows those to show, in order @param none what to say if there are none */
  show(rows: readonly Row[], none: string): void {
    this._rows = rows;
    this._places = new Map(rows.map((row, index) => [row, index]));
    if (this._openRow && !this._places.has(this._openRow)) this._toggle(this._openRow);
    if (!this._active || !this._places.has(this._active)) this._active = rows[rows.length - 1];
    write(this._empty, rows.length ? '' : none);
    set(this._grid, { 'aria-rowcount': rows.length + 1 });
    this._refill();
    this._draw();
    if (this._follows) this.element.scrollTop = this.element.scrollHeight;
    this._draw();
  }

  /** Opens a row and brings it into view. */
  reveal(row: Row): void {
    if (!this._places.has(row)) return;
    if (this._openRow !== row) this._toggle(row);
    this._activate(row, false);
  }

  private _scrolled(): void {
    const { scrollTop, clientHeight, scrollHeight } = this.element;
    this._follows = scrollHeight - scrollTop - clientHeight < ROW_HEIGHT;
    this._draw();
  }

  private _placeOf(row: Row): number {
    return this._places.get(row) ?? 0;
  }

  private _top(place: number): number {
    const open = this._openRow && this._places.get(this._openRow);
    return place * ROW_HEIGHT + (open !== undefined && place > open ? this._detailHeight : 0);
  }

  private _draw(): void {
    const { scrollTop, clientHeight } = this.element;
    const from = Math.max(0, Math.floor((scrollTop - this._detailHeight) / ROW_HEIGHT) - BEYOND);
    const to = Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT) + BEYOND;
    const wanted = new Set(this._rows.slice(from, to));
    // Focus must not fall out of the document.
    for (const row of [this._active, this._openRow]) if (row && this._places.has(row)) wanted.add(row);
    const free: Drawn[] = [];
    for (const [row, drawn] of this._drawn)
      if (!wanted.has(row)) {
        free.push(drawn);
        this._drawn.delete(row);
      }
    const rows = [...wanted].sort((one, other) => this._placeOf(one) - this._placeOf(other));
    // Read and tabbed through in their order; what is in its place is not moved, for that would take its focus.
    let next = this._body.firstChild;
    const put = (element: HTMLElement): void => {
      if (element === next) next = element.nextSibling;
      else this._body.insertBefore(element, next);
    };
    for (const row of rows) {
      const drawn = this._drawn.get(row) ?? this._add(row, free.pop());
      put(drawn.element);
      if (row === this._openRow) put(this._detail);
      this._fill(row, drawn);
    }
    for (const { element } of free) element.remove();
    this._body.style.height = `${this._rows.length * ROW_HEIGHT + this._detailHeight}px`;
  }

  private _add(row: Row, used = this._make(row)): Drawn {
    used.row = row;
    this._drawn.set(row, used);
    return used;
  }

  private _make(row: Row): Drawn {
    const toggle = make('button', { type: 'button' });
    const cells = ['time', 'type', 'number', 'state', 'number took'].map((name) =>
      make('span', { role: 'gridcell', class: name }),
    );
    cells[1]?.append(toggle, make('span', { class: 'marks' }));
    const element = make('div', { role: 'row' }, ...cells);
    const drawn = { row, element, toggle, cells };
    // A click on the button is one on its row.
    element.addEventListener('click', () => {
      this._active = drawn.row;
      this._toggle(drawn.row);
    });
    return drawn;
  }

  private _fill(row: Row, { element, toggle, cells }: Drawn): void {
    const place = this._placeOf(row);
    const [time, type, playhead, state, took] = cells as [
      HTMLElement,
      HTMLElement,
      HTMLElement,
      HTMLElement,
      HTMLElement,
    ];
    const { event, findings, settledAt } = row;
    const isOpen = row === this._openRow;
    const wrong = findings.some(({ level }) => level === 'wrong');
    element.className = `row ${event.type}`;
    element.style.transform = `translateY(${this._top(place)}px)`;
    set(element, { 'aria-rowindex': place + 2, 'data-open': isOpen });
    set(toggle, { 'aria-expanded': String(isOpen), tabindex: row === this._active ? 0 : -1 });
    write(time, timeOfDay(event.ts));
    write(toggle, event.type);
    write(playhead, `${event.playhead.toFixed(2)} s`);
    state.className = row.state;
    write(state, stateOf(row));
    write(took, settledAt === undefined ? '' : duration(Math.max(0, settledAt - event.ts)));
    const marks = type.lastElementChild as HTMLElement;
    write(marks, findings.length ? `${findings.length}` : '');
    set(marks, {
      'data-level': findings.length ? (wrong ? 'wrong' : 'note') : undefined,
      'aria-label': findings.length ? `findings: ${findings.length}` : undefined,
      role: findings.length ? 'img' : undefined,
    });
  }

  private _toggle(row: Row): void {
    this._openRow = this._openRow === row ? undefined : row;
    this._refill();
    this._draw();
    this._changed();
  }

  /** Writes the open row's detail anew, and measures it. */
  private _refill(): void {
    const row = this._openRow;
    const version = row && `${row.state} ${row.attempts} ${row.findings.length} ${row.event.id}`;
    if (row && this._detail.dataset.version !== version) {
      this._detail.dataset.version = version;
      const cell = make('div', { role: 'gridcell', 'aria-colspan': 5 }, ...this._detailOf(row));
      this._detail.replaceChildren(cell);
    }
    if (!row) this._detail.remove();
    else {
      if (!this._detail.isConnected) this._body.append(this._detail);
      this._detail.style.transform = `translateY(${(this._placeOf(row) + 1) * ROW_HEIGHT}px)`;
    }
    this._detailHeight = row ? this._detail.offsetHeight : 0;
  }

  private _key(event: KeyboardEvent): void {
    // Keys in an open row's detail are its own.
    if (this._detail.contains(event.target as Node)) return;
    const at = (this._active && this._places.get(this._active)) ?? 0;
    const steps: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, PageUp: -PAGE, PageDown: PAGE };
    const ends: Record<string, number> = { Home: 0, End: this._rows.length - 1 };
    const step = steps[event.key];
    const next = step === undefined ? ends[event.key] : at + step;
    if (next === undefined) return;
    event.preventDefault();
    const row = this._rows[Math.max(0, Math.min(this._rows.length - 1, next))];
    if (row) this._activate(row, true);
  }

  private _focused(target: Element): void {
    for (const [row, { toggle }] of this._drawn) if (toggle === target) this._active = row;
  }

  private _activate(row: Row, focus: boolean): void {
    this._active = row;
    const top = this._top(this._placeOf(row));
    const bottom = top + ROW_HEIGHT + (row === this._openRow ? this._detailHeight : 0);
    const { element } = this;
    const head = ROW_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom + head > element.scrollTop + element.clientHeight)
      element.scrollTop = Math.min(top, bottom + head - element.clientHeight);
    this._follows = false;
    this._draw();
    if (focus) this._drawn.get(row)?.toggle.focus({ preventScroll: true });
  }
}
