import process from 'node:process';

const [share = NaN, shares = NaN] = (process.env.SHARE ?? '1/1').split('/').map(Number);
if (!(share >= 1 && share <= shares)) throw new Error(`SHARE=${process.env.SHARE}: 1/2 is the first of two`);
let met = 0;

/** Asked by each test in turn: of those, every so-manieth is this process's. `SHARE=1/2` names the first of two processes. */
export const isMine = () => met++ % shares === share - 1;
