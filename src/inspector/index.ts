import videojs from 'video.js';
import type Player from 'video.js/dist/types/player';
import '../index';
import type { MediaTracking } from '../index';
import { InspectorButton } from './button';
import { InspectorPanel, type Component, type Inspector } from './component';
import type { Recorder } from './recorder';
import { recordOf } from './session';
import { plugin, recorderOf, watch } from './watch';

declare module '../plugin' {
  interface MediaTracking {
    /** Opens the inspector of this player's tracking, and returns it. */
    inspector(): Inspector;
  }
}

const PANEL = 'MediaTrackingInspector';
const BUTTON = 'MediaTrackingInspectorButton';

interface Parent extends Component {
  addChild(name: string, options?: object, index?: number): Component;
  getChild(name: string): Component | undefined;
  children(): Component[];
}

interface Host extends Player {
  readonly controlBar?: Parent;
}

interface Panelled extends Component, Inspector {
  use(recorder: Recorder): void;
  toggle(): void;
}

/** Of a player that is gone there is nothing to see. */
const unseen = (recorder: Recorder): Inspector => ({
  opened: false,
  open: () => undefined,
  close: () => undefined,
  toJSON: () => recordOf(recorder),
});

/** The inspector of a player; made when it is asked for. */
function inspectorOf(player: Player, recorder: Recorder): Panelled {
  const host = player as unknown as Parent;
  const inspector = (host.getChild(PANEL) ?? host.addChild(PANEL)) as Panelled;
  inspector.use(recorder);
  return inspector;
}

/** Beside the full screen button, where there is a control bar. */
function addButton(recorder: Recorder, player: Host): void {
  const bar = player.controlBar;
  if (player.isDisposed() || !bar || bar.getChild(BUTTON)) return;
  const next = bar.getChild('PictureInPictureToggle') ?? bar.getChild('FullscreenToggle');
  const place = next ? bar.children().indexOf(next) : undefined;
  const current = (): Recorder => recorderOf(trackingOf(player) ?? recorder.tracking);
  const inspector = (): Panelled => inspectorOf(player, current());
  const button = bar.addChild(BUTTON, { inspector }, place);
  player.on('mediatrackinginspector', () => (button as Component & { show(): void }).show());
}

const trackingOf = (player: Player): MediaTracking | undefined =>
  player.usingPlugin('mediaTracking')
    ? (player as unknown as { mediaTracking(): MediaTracking }).mediaTracking()
    : undefined;

const tracking = plugin();
if (tracking) {
  videojs.registerComponent(PANEL, InspectorPanel as never);
  videojs.registerComponent(BUTTON, InspectorButton as never);
  tracking.prototype.inspector = function () {
    const recorder = recorderOf(this);
    const { player } = recorder;
    const inspector =
      (player as Player | null)?.isDisposed() === false ? inspectorOf(player, recorder) : unseen(recorder);
    inspector.open();
    return inspector;
  };
  watch((recorder, player) => player.ready(() => addButton(recorder, player)));
} else videojs.log.error('mediaTracking: load videojs-media-tracking before its inspector');

export { checkBody } from './findings';
export type { Finding } from './findings';
export type { SessionTold } from './recorder';
export type { RowState } from './row';
export type { RecordedEvent, SessionRecord } from './session';
export type { Inspector };
