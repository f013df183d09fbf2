import type { AttachmentInfo } from '../contract/types';
import { wait } from '../delivery/wait';
import type { AttachmentInput } from '../engine';
import { uuidv7 } from '../privacy/uuid';
import type { RefusedAttachment } from '../survey/panel-host';

/** As the contract has them (`LIMITS`), which no page loads. */
const MAX_BYTES = 2_097_152;
const MAX_COUNT = 10;
const MAX_PIXELS = 1_000_000;

/** Longest read of a file: one that a cloud keeps may have to come first, and words wait for it. */
const READ_MS = 2000;

/** An attachment that is to be kept: its place in what was handed over, what its record says of it, and its bytes. */
export interface Chosen {
  index: number;
  info: AttachmentInfo;
  content: ArrayBuffer;
}

const pixels = (given: unknown): number | undefined =>
  Number.isInteger(given) && (given as number) >= 0 && (given as number) <= MAX_PIXELS ? (given as number) : undefined;

const read = async ({ blob, bytes }: AttachmentInput): Promise<ArrayBuffer> =>
  // a copy: the page may go on writing into its own
  blob ? blob.arrayBuffer() : new Uint8Array(bytes instanceof ArrayBuffer ? bytes : bytes!.slice()).slice().buffer;

/** What was handed over, as it is described; nothing where it is no file or cannot be looked at. */
const describe = (given: unknown) => {
  try {
    const one: AttachmentInput = given instanceof Blob ? { blob: given } : Object(given);
    const size = one.blob?.size ?? one.bytes?.byteLength;
    const type = `${one.type || one.blob?.type || ''}`;
    if (Number.isInteger(size)) return { one, size: size!, type, width: pixels(one.width), height: pixels(one.height) };
  } catch {}
};

/** Takes what is within the limits and what `room` bytes hold, and reads that alone; what is left out is named. */
export const choose = async (given: unknown[], room: number, at: number, signal: AbortSignal) => {
  const refused: RefusedAttachment[] = [];
  const reading: (Promise<Chosen | void> | undefined)[] = [];
  let left = room;
  let count = 0;
  // not by entries(): Prototype.js has one of its own
  for (let index = 0; index < given.length; index++) {
    const found = describe(given[index]);
    const code =
      count >= MAX_COUNT
        ? 'too_many'
        : !found
          ? 'unreadable'
          : !found.size
            ? 'empty'
            : found.size > MAX_BYTES
              ? 'too_large'
              : found.size > left
                ? 'no_room'
                : undefined;
    if (code) refused.push({ index, code, ...(code === 'too_large' && { maxBytes: MAX_BYTES }) });
    if (code || !found) continue;
    const { one, size, type, width, height } = found;
    left -= size;
    const info: AttachmentInfo = {
      id: uuidv7(at + count++), // in order, as they are sent
      type: /^[\x21-\x7e]{1,100}$/.test(type) ? type : 'application/octet-stream',
      bytes: size,
      width,
      height,
    };
    reading.push(
      wait(READ_MS, signal, read(one))
        .catch(() => {}) // a file that was moved away meanwhile
        .then((content) => {
          if (content?.byteLength === size) return { index, info, content };
          refused.push({ index, code: 'unreadable' });
        }),
    );
  }
  const kept = (await Promise.all(reading)).filter((one) => !!one) as Chosen[];
  return { kept, refused };
};
