import { AdWitness } from './ad-witness.mjs';

/**
 * @import { SampleBreak } from '../../../demo/ads.js'
 * @import { Scene, Visit } from './scene.mjs'
 */

const folder = '/demo/media/ads/';

/** A sample ad of the demo. @param {string} name @param {number} [skipAfter]  seconds */
export const ad = (name, skipAfter) => ({
  id: name,
  title: name,
  src: `${folder}${name}.webm`,
  ...(skipAfter !== undefined && { skipAfter }),
});

/** Where ads play: an element of their own, or the content's. */
export const places = /** @type {const} */ (['beside', 'same']);
/** @typedef {typeof places[number]} Place */

/** @param {Place} place */
export const where = (place) => (place === 'beside' ? 'in an element of their own' : 'in the content’s own element');

/** @param {Place} place @param {SampleBreak[]} breaks @param {Visit} [visit] @returns {Visit} */
export const showing = (place, breaks, visit = {}) => ({
  source: 'second',
  ...visit,
  options: { ads: true, ...visit.options },
  query: { ads: place, breaks: JSON.stringify(breaks), ...visit.query },
});

/** @param {Scene} scene @param {Visit} visit */
export async function arrives(scene, visit) {
  await scene.visit(visit);
  await scene.viewer.does('player.muted(true)');
  return AdWitness.of(scene);
}

/** @param {Scene} scene @param {AdWitness} ads @param {string} [event]  that shows the intent */
export async function intent(scene, ads, event = 'play') {
  await scene.viewer.does('player.play()');
  return ads.told('sessionStart', event);
}

/** @param {Scene} scene @param {string} type @param {number} [session] */
export const paramsOf = (scene, type, session = 0) =>
  scene
    .ledgerOf(session)
    .filter(({ body }) => body.eventType === type)
    .map(({ body }) => body.params);
