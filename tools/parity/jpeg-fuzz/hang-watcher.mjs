// @ts-check
// In a thread of its own: ends the process if a file takes it too much time.
import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/** @type {{ shared: SharedArrayBuffer, seconds: number, told: string }} */
const { shared, seconds, told } = workerData;
const current = new Int32Array(shared);
const CHECKS_PER_LIMIT = 4;

let seen = -1;
let since = process.cpuUsage();

// time of the processor, because the process may be waiting, or stopped
setInterval(
  () => {
    const number = Atomics.load(current, 0);
    if (number !== seen) {
      seen = number;
      since = process.cpuUsage();
      return;
    }
    const { user, system } = process.cpuUsage(since);
    if ((user + system) / 1e6 < seconds) return;
    writeSync(2, `${told} ${number} hangs: it has taken ${seconds} s\n`);
    process.kill(process.pid, 'SIGKILL');
  },
  (seconds * 1000) / CHECKS_PER_LIMIT,
);
