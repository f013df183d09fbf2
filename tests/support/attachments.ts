import type { Fault, SeenRequest } from './fault-proxy';
import { pass } from './fault-proxy';

/** An attachment as it reached the endpoint. */
export interface ArrivedAttachment {
  v: string;
  project: string;
  record: string;
  attachment: string;
  type: string;
  bytes: number[];
}

/** Whether a request carries an attachment, not a batch. */
export const isForm = ({ headers }: SeenRequest): boolean =>
  /^multipart\/form-data/.test(headers['content-type'] ?? '');

export async function readForm({ headers, body }: SeenRequest): Promise<ArrivedAttachment> {
  const type = headers['content-type']!;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const text = (name: string) => `${form.get(name)}`;
  const file = form.get('file') as File;
  return {
    v: text('v'),
    project: text('project'),
    record: text('record'),
    attachment: text('attachment'),
    type: file.type,
    bytes: [...new Uint8Array(await file.arrayBuffer())],
  };
}

/** Hands batches to the collector by `words`, and answers forms by `form`. */
export const withForms =
  (form: Fault, words: Fault = pass): Fault =>
  (exchange) =>
    isForm(exchange.seen) ? form(exchange) : words(exchange);

/** Answers a form as a collector that stores it: once by its id. `into` is what it stored. */
export const storesForms =
  (into: ArrivedAttachment[], status = 'accepted'): Fault =>
  async ({ seen, reply, cors }) => {
    const arrived = await readForm(seen);
    const known = into.some(({ attachment }) => attachment === arrived.attachment);
    if (status === 'accepted' && !known) into.push(arrived);
    reply({
      status: 200,
      headers: { ...cors, 'content-type': 'application/json' },
      body: JSON.stringify({ results: [{ id: arrived.attachment, status: known ? 'duplicate' : status }] }),
    });
  };
