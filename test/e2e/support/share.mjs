import process from 'node:process';

const [share = NaN, shares = NaN] = (process.env.SHARE ?? '1/1').split('/').map(Number);
if (!(share >= 1 && share <= shares)) throw new Error(`SHARE=${process.env.SHARE}: 1/2 is the first of two`);
/** What a test takes that does not say so, s. */
export const usualSeconds = 8;
/** Of each process, what it has to do so far, s. */
const loads = Array(shares).fill(0);

/** Asked by each test in turn: the next one goes to the process with least to do. `SHARE=1/2` names the first of two. @param {number} seconds that the test takes */
export function isMineOf(seconds) {
  const least = loads.indexOf(Math.min(...loads));
  loads[least] += seconds;
  return least === share - 1;
}

export const isMine = () => isMineOf(usualSeconds);
