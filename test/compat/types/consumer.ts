// What a project writes that knows the plugin from its types alone. It is compiled, never run.
import videojs from 'video.js';
import { MediaTracking } from 'videojs-media-tracking';
import type {
  AdDescription,
  ChapterInfo,
  Consent,
  CustomMetadata,
  EventType,
  MediaEvent,
  MediaInfo,
  MediaTrackingEvents,
  MediaTrackingOptions,
  QoeValues,
  StandardState,
  Status,
  VisitorInfo,
} from 'videojs-media-tracking';

const player = videojs('player');

const media: MediaInfo = { id: 'episode-42', length: 1800, streamType: 'video', pass: { mvpd: 'cable' } };
const customMetadata: CustomMetadata = { section: 'news', paid: true, rank: 1, nothing: undefined };
const chapters: readonly ChapterInfo[] = [{ start: 0, end: 60, title: 'News', customMetadata }];
const states: StandardState[] = ['fullScreen', 'mute'];
const ad: AdDescription = { id: 'ad-1', length: 15, podFriendlyName: 'mid-roll', customMetadata };
const quality: QoeValues = { bitrate: 1_000_000 };
const visitor = (): Promise<VisitorInfo> => Promise.resolve({ marketingCloudOrgId: '0123@AdobeOrg' });

const options: MediaTrackingOptions = {
  collectionUrl: 'https://company.hb-api.omtrdc.net',
  analytics: { trackingServer: 'company.sc.omtrdc.net', reportSuite: 'rsid', enableSSL: true },
  visitor,
  appInstallationId: 'tv',
  media: (of) => ({ ...media, id: of.currentSrc() }),
  customMetadata: () => customMetadata,
  mainPingInterval: 20,
  adPingInterval: 5,
  defaultConsent: 'pending',
  ads: { describeAd: (of) => ({ ...ad, length: of.duration() ?? 0 }) },
  chapters,
  states,
  qoe: () => quality,
  playhead: (of) => of.currentTime() ?? 0,
  storage: 'memory',
  recovery: 'downloaded',
  recoveryMaxAge: 3600,
  debug: true,
};

const tracking: MediaTracking = player.mediaTracking(options);
const same: MediaTracking = player.mediaTracking();

tracking.on('sessionopened', (_, { sessionId }) => sessionId.toUpperCase());
tracking.one('sessionclosed', (_, { sessionId }) => sessionId?.toUpperCase());
tracking.on('sessionlost', (_, { sessionId }) => sessionId.toUpperCase());
tracking.on('eventqueued', (_, { event }) => event.playhead.toFixed());
tracking.on('eventsent', (_, { event, attempt }) => event.ts + attempt);
tracking.on('eventdelivered', (_, { event, attempts }) => event.id + attempts);
tracking.on('eventretry', (_, { attempt, delayMs, status }) => attempt + delayMs + status);
tracking.on('invalid', (_, { problems }) => problems.join());
const dropped = (event: Event, detail: MediaTrackingEvents['eventdropped']): string => event.type + detail.reason;
tracking.on('eventdropped', dropped);
tracking.off('eventdropped', dropped);

tracking.startSession({ media: { id: 'program-7' }, customMetadata: { section: 'late' } });
tracking.startAdBreak({ podIndex: 0, podSecond: 12, podFriendlyName: 'mid-roll' });
tracking.startAd({ id: 'ad-1', length: 15, name: 'Kettles' }, { flight: 7 });
tracking.completeAd();
tracking.skipAd();
tracking.completeAdBreak();
tracking.startChapter({ index: 3, start: 1200, end: 1500, title: 'Weather' });
tracking.completeChapter();
tracking.skipChapter();
tracking.startState('theaterMode');
tracking.endState('theaterMode');
tracking.updateQoe({ bitrate: 1_000_000, droppedFrames: 2, framesPerSecond: 25, timeToStart: 300 });
tracking.reportError('player-500', 'player');
tracking.trackEvent('chapterStart', { index: 1, start: 0, end: 60 });
tracking.setConsent('in');
tracking.updateOptions({ mainPingInterval: 30 });
tracking.endSession();
const flushed: Promise<void> = tracking.flush();
const version: string = tracking.version() + MediaTracking.VERSION;
const { consent, session, queued, inFlight, delivered, retried, problems }: Status = tracking.status;
const known: Consent | undefined = consent;
const numbers: number[] = [queued, inFlight, delivered, retried];
const words: string[] = [session.state, session.id ?? '', ...problems];
const typeOf = ({ type }: MediaEvent): EventType => type;
tracking.dispose();
export { flushed, known, numbers, same, typeOf, version, words };

// @ts-expect-error: no such event
tracking.on('eventlost', () => undefined);
// @ts-expect-error: no such method of the plugin, nor of its player
tracking.startChapters();
// @ts-expect-error: a player is not just anything
tracking.player.mediaTrackings();
// @ts-expect-error: what is required
player.mediaTracking({ collectionUrl: 'https://company.hb-api.omtrdc.net' });
// @ts-expect-error: an option that is not one of them
player.mediaTracking({ ...options, storage: 'session' });
// @ts-expect-error: an ad has an id and a length
tracking.startAd({ name: 'Kettles' });
// @ts-expect-error: consent is asked for before the player is, never given back
tracking.setConsent('pending');
