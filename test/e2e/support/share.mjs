import process from 'node:process';

const [share, shares] = (process.env.SHARE ?? '1/1').split('/').map(Number);
let met = 0;

/** Asked by each test in turn: of those, every so-manieth is this process's. `SHARE=1/2` names the first of two processes. */
export const isMine = () => met++ % Number(shares) === Number(share) - 1;
