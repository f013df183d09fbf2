/** The smallest files of their kind, and what pretends to be one. */
export const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(base64, 'base64'));

export const PNG = bytesOf(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
);
export const GIF = bytesOf('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7');

export const text = (value: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(value, 'latin1'));

export const blob = (bytes: Uint8Array<ArrayBuffer>, type = 'image/png'): Blob => new Blob([bytes], { type });

/** How a record lists an attachment of these bytes. */
export const listed = (id: string, bytes: Uint8Array | number, type = 'image/png') => ({
  id,
  type,
  bytes: typeof bytes === 'number' ? bytes : bytes.length,
});
