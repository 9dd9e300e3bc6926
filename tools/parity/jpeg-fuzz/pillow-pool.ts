import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** By scale (1, 2, 4, 8): size and digest, or Pillow's words; null if no pixel is left. */
export type PillowOutcomes = readonly (string | null)[];

/** Processes that decode JPEGs with Pillow. */
export interface PillowPool {
  /** Null if Pillow's process died of the file. */
  decode(jpeg: Uint8Array): Promise<PillowOutcomes | null>;
  /** Ends the processes, which have nothing left to do. */
  close(): void;
}

interface PillowProcess {
  decode(jpeg: Uint8Array): Promise<PillowOutcomes | null>;
  close(): void;
}

const SCRIPT = fileURLToPath(new URL('./pillow_pixels.py', import.meta.url));

export function createPillowPool(python: string, size: number): PillowPool {
  const idle = Array.from({ length: size }, () => startPillow(python));
  const waiting: ((process: PillowProcess) => void)[] = [];
  const release = (process: PillowProcess): void => {
    const next = waiting.shift();
    if (next === undefined) idle.push(process);
    else next(process);
  };
  return {
    async decode(jpeg) {
      const process =
        idle.pop() ?? (await new Promise<PillowProcess>((resolve) => waiting.push(resolve)));
      const outcomes = await process.decode(jpeg);
      if (outcomes === null) process.close();
      release(outcomes === null ? startPillow(python) : process);
      return outcomes;
    },
    close() {
      for (const process of idle) process.close();
    },
  };
}

function startPillow(python: string): PillowProcess {
  const child = spawn(python, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  let answer: (outcomes: PillowOutcomes | null) => void = () => {};
  let hasEnded = false;
  createInterface({ input: child.stdout }).on('line', (line) =>
    answer(JSON.parse(line) as PillowOutcomes),
  );
  const end = (): void => {
    hasEnded = true;
    answer(null);
  };
  child.on('close', end);
  child.on('error', end);
  child.stdin.on('error', () => {}); // its end is heard of by `close`
  return {
    decode: async (jpeg) =>
      new Promise((resolve) => {
        answer = resolve;
        if (hasEnded) return resolve(null);
        const head = Buffer.alloc(4);
        head.writeUInt32LE(jpeg.length);
        child.stdin.write(Buffer.concat([head, jpeg]));
      }),
    close: () => {
      child.stdin.end();
    },
  };
}
