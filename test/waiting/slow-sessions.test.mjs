import { after } from 'node:test';
import { closeBrowsers } from '../e2e/support/browsers.mjs';
import { overVisits } from '../e2e/support/visits.mjs';
import { slowSession } from '../delivery/support.mjs';

after(closeBrowsers);

overVisits(
  {
    'a Sessions response that is 60 s late costs nothing': slowSession(({ server }) =>
      server.faults.set({ scripted: { sessions: [{ delayMs: 60_000 }] } }),
    ),
    'a Sessions response that never comes is asked for again': slowSession(({ server }) =>
      server.faults.set({ scripted: { sessions: ['hang'] } }),
    ),
  },
  { timeoutMs: 150_000 },
);
