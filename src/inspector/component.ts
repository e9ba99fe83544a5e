import videojs from 'video.js';
import type Player from 'video.js/dist/types/player';
import { text as css } from './inspector.css';
import { set } from './dom';
import { Panel } from './panel';
import type { Recorder } from './recorder';
import { recordOf, type SessionRecord } from './session';

/** video.js's component class, with what is used of it. */
export interface Component {
  el(): HTMLElement;
  dispose(): void;
  player(): Player;
  on(type: string, listener: () => void): void;
  controlText(text: string): string;
  buildCSSClass(): string;
}

type ComponentClass = new (player: Player, options?: object) => Component;

/** A class of video.js's components. */
export const componentClass = (name: string): ComponentClass => videojs.getComponent(name) as unknown as ComponentClass;

/** So often the panel looks whether something was told, ms: events come in bursts, and are drawn together. */
const LOOK_MS = 100;
/** With each so-manieth look it draws anyway: time goes on in the picture, and consent is told by nobody. */
const LOOKS = 5;

/** What must not reach the player below: its hot keys, its clicks, its idea of whether anybody is there. */
const KEPT = 'keydown keyup click dblclick mousedown mouseup mousemove touchstart touchend';

/** The style sheet of all inspectors. A constructed one is not subject to a Content-Security-Policy; older browsers get an element. */
function dress(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(Object.assign(document.createElement('style'), { textContent: css }));
  }
}

/** The inspector of one player. */
export interface Inspector {
  /** The panel is to be seen. */
  readonly opened: boolean;
  /** Lays the panel over the lower part of the window, and gives it the focus. */
  open(): void;
  /** Takes the panel away, and gives the focus back. */
  close(): void;
  /** All that was recorded, as plain data: what the panel copies and downloads. */
  toJSON(): SessionRecord;
}

/**
 * The panel of a player, docked to the bottom of the window: a child of the player's element, but in the top layer and with styles
 * of its own, so that neither the player nor the page moves or shows through.
 */
export class InspectorPanel extends componentClass('Component') implements Inspector {
  private _panel: Panel | undefined;
  private _recorder: Recorder | undefined;
  private _timer: ReturnType<typeof setInterval> | undefined;
  private _frame = 0;
  private _version = -1;
  private _looks = 0;
  private _root!: ShadowRoot;
  private _before: Element | null = null;

  createEl(): HTMLElement {
    const element = document.createElement('div');
    element.className = 'vjs-media-tracking-inspector';
    element.hidden = true;
    this._root = element.attachShadow({ mode: 'open' });
    dress(this._root);
    for (const type of KEPT.split(' ')) element.addEventListener(type, (event) => event.stopPropagation());
    return element;
  }

  get opened(): boolean {
    return !!this._timer;
  }

  /** Shows another record: the player's tracking was set up anew. */
  use(recorder: Recorder): void {
    if (recorder === this._recorder) return;
    const { activeElement } = this._root;
    this._recorder = recorder;
    this._panel?.element.remove();
    this._panel = undefined;
    if (this.opened) this._show();
    if (activeElement) (this._panel as Panel | undefined)?.focus();
  }

  open(): void {
    if (this.opened || !this._recorder || !(this.el() as HTMLElement | null)) return;
    this._before = document.activeElement;
    this.el().hidden = false;
    this._raise();
    document.addEventListener('fullscreenchange', this._raise);
    this._show();
    this._panel?.focus();
    this._timer = setInterval(() => this._look(), LOOK_MS);
    this._said();
  }

  close(): void {
    if (!this.opened) return;
    this._rest();
    this.el().hidden = true;
    if (this._before instanceof HTMLElement && this._before.isConnected) this._before.focus({ preventScroll: true });
    this._said();
  }

  toggle(): void {
    if (this.opened) this.close();
    else this.open();
  }

  toJSON(): SessionRecord {
    // Whoever has an inspector has it with a record.
    return recordOf(this._recorder as unknown as Recorder);
  }

  override dispose(): void {
    this._rest();
    super.dispose();
  }

  private _show(): void {
    if (!this._recorder) return;
    this._panel ??= new Panel(this._recorder, () => this.close());
    if (!this._panel.element.isConnected) this._root.append(this._panel.element);
    this._version = this._recorder.version;
    this._wear();
    this._panel.refreshRows();
    // All of a long session at once would be a frame that is felt: the picture follows.
    cancelAnimationFrame(this._frame);
    this._frame = requestAnimationFrame(() => {
      this._frame = requestAnimationFrame(() => {
        this._frame = 0;
        this._panel?.drawLanes();
      });
    });
  }

  private _look(): void {
    const due = this._recorder?.version !== this._version || ++this._looks % LOOKS === 0;
    // A page that is hidden is given no frames, and must not collect them.
    if (due && !this._frame) this._frame = requestAnimationFrame(() => this._draw());
  }

  private _draw(): void {
    this._frame = 0;
    this._version = this._recorder?.version ?? 0;
    this._wear();
    this._panel?.refresh();
  }

  private _rest(): void {
    clearInterval(this._timer);
    cancelAnimationFrame(this._frame);
    this._timer = undefined;
    this._frame = 0;
    document.removeEventListener('fullscreenchange', this._raise);
  }

  /** Above all, also above what is in full screen; without the popover API as far as `z-index` goes. */
  private readonly _raise = (): void => {
    const element = this.el();
    // Taken out of the document, it cannot be shown.
    if (!('showPopover' in element && element.isConnected)) return;
    element.setAttribute('popover', 'manual');
    if (element.matches(':popover-open')) element.hidePopover();
    element.showPopover();
  };

  /** The page's colour scheme where it says one, else the system's. */
  private _wear(): void {
    const element = this.el();
    const said = getComputedStyle(element.parentElement ?? element).colorScheme;
    const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    set(element, { 'data-theme': /^(dark|light)$/.test(said) ? said : system });
  }

  private _said(): void {
    (this.player() as unknown as { trigger(type: string): void }).trigger('mediatrackinginspector');
  }
}
