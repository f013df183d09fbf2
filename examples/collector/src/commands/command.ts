import type { ParseArgsConfig } from 'node:util';
import type { Progress } from './progress';

export interface Terminal {
  stdin: AsyncIterable<Uint8Array>;
  /** Waits while who reads is slower. */
  write(text: string): Promise<void>;
  /** A line for people, on stderr. */
  say(line: string): void;
  /** Whether a line on stderr may be written over. */
  isTerminal: boolean;
}

export interface CommandContext extends Terminal {
  env: { [name: string]: string | undefined };
  /** Milliseconds since 1970. */
  clock: () => number;
  progress: Progress;
}

/** What was given behind the command's name. */
export interface Given {
  values: { [option: string]: string | boolean | undefined };
  words: string[];
}

export interface Command {
  /** One line: what it takes. */
  takes: string;
  /** What it does, and each option. */
  help: string;
  options: NonNullable<ParseArgsConfig['options']>;
  /** Resolves with the exit code. */
  run(given: Given, context: CommandContext): Promise<number>;
}

/** Something was asked for in the wrong way; shown beside how to ask. */
export class Misused extends Error {}

/** The value of an option that must be there. */
export const required = ({ values }: Given, name: string): string => {
  const value = values[name];
  if (typeof value !== 'string' || !value) throw new Misused(`--${name} is missing.`);
  return value;
};

export const optional = ({ values }: Given, name: string): string | undefined =>
  typeof values[name] === 'string' && values[name] ? values[name] : undefined;

/** A whole number from 1 to `most`. */
export const numeric = (given: Given, name: string, otherwise: number, most: number): number => {
  const text = optional(given, name);
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new Misused(`--${name} must be a whole number from 1 to ${most}; it is "${text}".`);
  return value;
};

/** The one word that must be there. */
export const only = ({ words }: Given, name: string): string => {
  const [word, ...others] = words;
  if (!word) throw new Misused(`${name} is missing.`);
  if (others.length) throw new Misused(`There is one ${name}, not ${words.length}.`);
  return word;
};
