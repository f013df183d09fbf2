import { LIMITS } from '../contract';
import type { Who } from './respondent';

/** By what a person is named, and how long it may be. */
export const LONGEST = { userKey: LIMITS.userKey, anonId: LIMITS.id, email: LIMITS.contactEmail } as const;
type Name = keyof typeof LONGEST;

/** Reads how a person is named: by one of `userKey`, `anonId` and `email`. A text says what is wrong. */
export const whoOf = (value: unknown): Who | string => {
  const names = Object.keys(LONGEST) as Name[];
  const given = typeof value === 'object' && value !== null ? (value as { [name: string]: unknown }) : {};
  const named = names.filter((name) => given[name] !== undefined);
  const [name] = named;
  if (!name || named.length > 1) return `Name the person by one of ${names.join(', ')}.`;
  const text = given[name];
  // An empty one would be everybody's.
  if (typeof text !== 'string' || !text.trim() || [...text].length > LONGEST[name])
    return `"${name}" must be text of 1 to ${LONGEST[name]} characters.`;
  // No database takes a NUL in a text; nobody has one in a name.
  return { [name]: text.replaceAll('\0', '\uFFFD') } as Who;
};
