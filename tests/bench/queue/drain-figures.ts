import { median } from '../figures';
import { type Spread, spreadOf } from './spread';

/** What was seen of one drain. */
export interface Round {
  seconds: number;
  sent: number;
  requests: number;
  leftBytes: number;
  mostBytes: number;
}

export interface Drain {
  /** From navigation to the last record. Where it was stopped: as long as it would have taken, at its pace until then. */
  seconds: Spread;
  /** What was sent in the round whose time is the median. */
  sent: number;
  requestsEach: number;
  /** What the JS heap holds more than that of a page that sent one record; below 0: less. In bytes. */
  leftBytes: number;
  /** The same for each record that was sent. */
  leftEachBytes: number;
  mostMiB: number;
}

/** Several drains in one. */
export const drainOf = (rounds: Round[]): Drain => {
  const byTime = [...rounds].sort((a, b) => a.seconds - b.seconds);
  return {
    seconds: spreadOf(rounds.map(({ seconds }) => seconds)),
    sent: byTime[(byTime.length - 1) >> 1]!.sent,
    requestsEach: median(rounds.map(({ requests, sent }) => requests / sent)),
    leftBytes: median(rounds.map(({ leftBytes }) => leftBytes)),
    leftEachBytes: median(rounds.map(({ leftBytes, sent }) => leftBytes / sent)),
    mostMiB: Math.max(...rounds.map(({ mostBytes }) => mostBytes)) / 2 ** 20,
  };
};
