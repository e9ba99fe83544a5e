/**
 * A seeded source of numbers in [0, 1): mulberry32, which is small, fast and even enough for this.
 * @param {number} seed
 * @returns {() => number}
 */
export function seeded(seed) {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The time until something that happens every `meanMs` on average, at no particular moment.
 * @param {() => number} random
 * @param {number} meanMs
 */
export const exponentialMs = (random, meanMs) => -Math.log(1 - random()) * meanMs;
