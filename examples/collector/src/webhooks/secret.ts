const SECRET = /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/;
const LEAST_BYTES = 24;
const MOST_BYTES = 64;

/** What a secret must be, and how to make one; for messages, which never quote the secret itself. */
export const SECRET_RULE = `must be "whsec_" and base64 of ${LEAST_BYTES} to ${MOST_BYTES} bytes. Make one: echo "whsec_$(openssl rand -base64 32)"`;

/** The bytes that sign; undefined for what is no secret. */
export const secretKey = (secret: string): Buffer | undefined => {
  const [, base64] = SECRET.exec(secret) ?? [];
  const key = base64 === undefined ? undefined : Buffer.from(base64, 'base64');
  return key && key.length >= LEAST_BYTES && key.length <= MOST_BYTES ? key : undefined;
};
