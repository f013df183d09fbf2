/** How far something is, on one line of stderr that is written over, or a line every few seconds in a log. */
export interface Progress {
  show(done: number, total?: number | undefined, more?: string): void;
  /** The last line stands. */
  end(): void;
}

const TERMINAL_MS = 100;
const LOG_MS = 5_000;

const grouped = (count: number) => count.toLocaleString('en');

/** `12,000 of about 48,000 (25 %), 8,400/s`. */
export const progressText = (what: string, done: number, total: number | undefined, ms: number): string => {
  const share = total ? ` of about ${grouped(total)} (${Math.min(100, Math.floor((done / total) * 100))} %)` : '';
  const rate = ms >= 1_000 ? `, ${grouped(Math.round(done / (ms / 1_000)))}/s` : '';
  return `${what}: ${grouped(done)}${share}${rate}`;
};

export const createProgress = (
  what: string,
  { isTerminal, write, clock }: { isTerminal: boolean; write: (text: string) => void; clock: () => number },
): Progress => {
  const beganMs = clock();
  let saidMs = isTerminal ? 0 : beganMs;
  let open = false;
  return {
    show(done, total, more = '') {
      const nowMs = clock();
      if (nowMs - saidMs < (isTerminal ? TERMINAL_MS : LOG_MS)) return;
      saidMs = nowMs;
      const text = progressText(what, done, total, nowMs - beganMs) + more;
      write(isTerminal ? `\r\u001B[K${text}` : `${text}\n`);
      open = isTerminal;
    },
    end() {
      if (open) write('\r\u001B[K');
      open = false;
    },
  };
};
