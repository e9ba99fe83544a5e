import type Player from 'video.js/dist/types/player';
import { componentClass } from './component';
import { set } from './dom';

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
    // Lanes, as in the panel.
    place.textContent = '≣';
    // A policy refuses style attributes, not what a script sets.
    Object.assign((place as HTMLElement).style, { fontSize: '2.4em', lineHeight: '1.25' });
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
