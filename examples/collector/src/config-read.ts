import { StartError } from './storage/database';

export type Env = { [name: string]: string | undefined };
export type Json = { [key: string]: unknown };

export const EXAMPLE = `{"shop":{"origins":["https://shop.example"]}}`;

/** @throws {StartError} `config` */
export const fail = (message: string): never => {
  throw new StartError('config', message);
};

export const objectAt = (value: unknown, path: string, example = EXAMPLE): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : fail(`${path} must be an object, for example ${example}`);

/** A setting that is misspelt must not be one that is not there. */
export const onlyKeys = (object: Json, allowed: string[], path: string) => {
  for (const key of Object.keys(object))
    if (!allowed.includes(key)) fail(`${path}.${key} is unknown; ${path} takes ${allowed.join(', ')}.`);
};
