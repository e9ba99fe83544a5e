/**
 * The members of `params` and `qoeData` per event type, as draft-04 fragments.
 *
 * @typedef {Record<string, unknown>} Fragment
 * @typedef {{ required?: Record<string, Fragment>, optional?: Record<string, Fragment> }} Fields
 */

const string = { type: 'string' };
const boolean = { type: 'boolean' };
const count = { type: 'integer', minimum: 0 };
const ordinal = { type: 'integer', minimum: 1 };
const seconds = { type: 'number', minimum: 0 };

/** @param {string} prefix @param {string} names @param {Fragment} [each] @returns {Record<string, Fragment>} */
const fields = (prefix, names, each = string) =>
  Object.fromEntries(names.split(' ').map((name) => [prefix + name, each]));

const customerIDs = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    properties: { id: string, authState: { enum: [0, 1, 2] } },
    required: ['id'],
    additionalProperties: false,
  },
};

const state = { required: { 'media.state.name': { type: 'string', pattern: '^[a-zA-Z0-9_.]{1,64}$' } } };

/** @type {Record<string, Fields>} */
export const paramsOf = {
  sessionStart: {
    required: {
      ...fields('analytics.', 'trackingServer reportSuite'),
      'visitor.marketingCloudOrgId': string,
      ...fields('media.', 'id contentType playerName channel'),
      'media.length': seconds,
    },
    optional: {
      ...fields('analytics.', 'visitorId aid'),
      ...fields('analytics.', 'enableSSL optOutServerSideForwarding optOutShare', boolean),
      'visitor.marketingCloudUserId': string,
      'visitor.aamLocationHint': { type: 'integer' },
      'visitor.customerIDs': customerIDs,
      appInstallationId: string,
      'media.streamType': { enum: ['video', 'audio'] },
      ...fields('media.', 'resume downloaded', boolean),
      ...fields('media.', 'name publisher sdkVersion libraryVersion'),
      ...fields('media.', 'streamFormat show season episode assetId genre firstAirDate firstDigitalDate'),
      ...fields('media.', 'rating originator network showType adLoad pass.mvpd pass.auth dayPart feed'),
      ...fields('media.', 'artist album label author station'),
    },
  },
  adBreakStart: {
    required: { 'media.ad.podIndex': count, 'media.ad.podSecond': seconds },
    optional: { 'media.ad.podFriendlyName': string },
  },
  adStart: {
    required: { ...fields('media.ad.', 'id playerName'), 'media.ad.length': seconds, 'media.ad.podPosition': ordinal },
    optional: fields('media.ad.', 'name advertiser campaignId creativeId siteId creativeURL placementId'),
  },
  chapterStart: {
    required: { 'media.chapter.index': ordinal, 'media.chapter.offset': seconds, 'media.chapter.length': seconds },
    optional: { 'media.chapter.friendlyName': string },
  },
  stateStart: state,
  stateEnd: state,
};

/** @type {Record<string, Fragment>} */
export const qoeFields = {
  ...fields('media.qoe.', 'bitrate droppedFrames framesPerSecond timeToStart', count),
  'media.qoe.errorID': string,
  'media.qoe.errorSource': { enum: ['player', 'external'] },
};
