import type Player from 'video.js/dist/types/player';
import { componentClass } from './component';
import { icon, set } from './dom';

/** Lanes, as in the panel. */
const LANES = 'M3 6h8M14 6h7M3 12h4M10 12h11M3 18h11M17 18h4';

/** What the button needs of the panel. */
interface Toggled {
  toggle(): void;
  readonly opened: boolean;
}

/** Opens and closes the inspector, from the control bar. */
export class InspectorButton extends componentClass('Button') {
  constructor(
    player: Player,
    private readonly _options: { inspector: () => Toggled },
  ) {
    super(player, _options);
    this.controlText('Media tracking inspector');
    const place = this.el().querySelector('.vjs-icon-placeholder') ?? this.el();
    const drawing = icon(LANES);
    // A policy refuses style attributes, not what a script sets.
    Object.assign(drawing.style, { width: '1.7em', height: '1.7em', verticalAlign: 'middle' });
    place.append(drawing);
    this._show(false);
  }

  /** The panel was opened or closed. */
  show(): void {
    this._show(this._options.inspector().opened);
  }

  override buildCSSClass(): string {
    return `vjs-media-tracking-inspector-button ${super.buildCSSClass()}`;
  }

  handleClick(): void {
    this._options.inspector().toggle();
  }

  private _show(opened: boolean): void {
    set(this.el(), { 'aria-haspopup': 'dialog', 'aria-expanded': String(opened) });
  }
}
