import type { StoredSubmission } from './list';

/** Where a list that is in order of time goes on: time and id of a row, as an address has them. */
export const writePosition = ({ receivedAt, record }: StoredSubmission): string =>
  `${Date.parse(receivedAt)}~${record.id}`;

/** The time and the id again; undefined for anything that `writePosition` does not write. */
export const positionOf = (text: string): [receivedAt: string, id: string] | undefined => {
  const match = /^(\d{1,16})~([0-9a-f-]{36})$/.exec(text);
  const at = new Date(Number(match?.[1]));
  return match && !Number.isNaN(at.getTime()) ? [at.toISOString(), match[2]!] : undefined;
};
