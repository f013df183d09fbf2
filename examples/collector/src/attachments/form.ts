import { WIRE_VERSION } from '../contract';
import { UUID7 } from '../ingest/records';

/** As the contract has it. Nothing in it can be a path. */
export const ATTACHMENT_ID = /^[A-Za-z0-9._-]{1,64}$/;

interface AttachmentForm {
  project: string;
  record: string;
  attachment: string;
  bytes: Uint8Array;
}

export type ReadForm =
  | { ok: true; form: AttachmentForm }
  /** A version above ours; `attachment` is the id to answer, as far as it can be read. */
  | { ok: false; code: 'unknown_version'; attachment: string }
  | { ok: false; code: 'malformed_multipart' | 'invalid_attachment'; message: string; path?: string };

/** What the text fields of an upload must match, beside `v`. */
export const UPLOAD = { project: /^[a-zA-Z0-9._-]{1,64}$/, record: UUID7, attachment: ATTACHMENT_ID } as const;

const MUST: [field: keyof typeof UPLOAD, is: RegExp, must: string][] = [
  ['project', UPLOAD.project, '1 to 64 of A-Z a-z 0-9 . _ -'],
  ['record', UPLOAD.record, 'the id of a record, a lower-case UUIDv7'],
  ['attachment', UPLOAD.attachment, '1 to 64 of A-Z a-z 0-9 . _ -'],
];

/**
 * Reads a multipart body, whose size was checked before. Fields that are not known are dropped, as in records; what a
 * file is called, and what type it is said to have, is not read at all. Never throws.
 */
export const readForm = async (body: Uint8Array<ArrayBuffer>, contentType: string): Promise<ReadForm> => {
  let form: FormData;
  try {
    form = await new Response(body, { headers: { 'Content-Type': contentType } }).formData();
  } catch {
    return { ok: false, code: 'malformed_multipart', message: 'The body is no multipart/form-data that can be read.' };
  }
  const bad = (path: string, must: string): ReadForm => ({
    ok: false,
    code: 'invalid_attachment',
    path,
    message: `${path}: must be there once, and be ${must}`,
  });
  /** The text of a field that is there once. */
  const field = (name: string): string | undefined => {
    const [value, another] = form.getAll(name);
    return typeof value === 'string' && another === undefined ? value : undefined;
  };
  const v = field('v') ?? '';
  if (/^[1-9]\d{0,8}$/.test(v) && Number(v) > WIRE_VERSION) {
    const attachment = field('attachment') ?? '';
    return { ok: false, code: 'unknown_version', attachment: ATTACHMENT_ID.test(attachment) ? attachment : '' };
  }
  if (v !== String(WIRE_VERSION)) return bad('v', `"${WIRE_VERSION}"`);
  const fields = { project: '', record: '', attachment: '' };
  for (const [name, is, must] of MUST) {
    const value = field(name);
    if (value === undefined || !is.test(value)) return bad(name, must);
    fields[name] = value;
  }
  const [file, another] = form.getAll('file');
  if (!file || typeof file === 'string' || another !== undefined) return bad('file', 'a file');
  return { ok: true, form: { ...fields, bytes: new Uint8Array(await file.arrayBuffer()) } };
};
