import { slowSession } from '../delivery/support.mjs';
import { inEachBrowser } from '../e2e/support.mjs';

const refusedMs = 20_000;

inEachBrowser(
  'a Sessions response that is 60 s late costs nothing',
  slowSession(({ server }) => server.faults.set({ scripted: { sessions: [{ delayMs: 60_000 }] } })),
);

inEachBrowser(
  'a Sessions response that never comes is asked for again',
  slowSession(({ server }) => server.faults.set({ scripted: { sessions: ['hang'] } })),
);

inEachBrowser(
  'a backend that refuses the first 20 s of a visit is told all of it afterwards',
  slowSession(({ server }) => server.stopListening(), {
    async comesRight({ page, server, viewer }) {
      await page.waitForFunction((ms) => performance.now() > ms, { polling: 200 }, refusedMs);
      await server.startListening();
      await viewer.does('window.dispatchEvent(new Event("online"))');
    },
  }),
);
